package dev.shardwright.snapshot.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.AliasSwitch;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.elasticsearch.AliasAction;
import dev.shardwright.elasticsearch.AliasInfo;
import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.WriteBlock;
import dev.shardwright.snapshot.NoData;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.counts.Tally;
import dev.shardwright.snapshot.names.Expressions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What migrations ask and change: an answer is whole or it is none. */
class MigrationErrandsTest {
    private static final LookAtSource LOOK = new LookAtSource(new Expressions(List.of()), Phase.Blocking, 0);

    /** Answers what a test has put in; a name in {@code silent} is not answered, one in {@code refusing} is refused. */
    private static final class Fake extends NoData {
        final Map<String, Map<String, String>> indices = new TreeMap<>();
        final Map<String, IndexOperations> operations = new HashMap<>();
        final List<String> closed = new ArrayList<>();
        final List<String> silent = new ArrayList<>();
        final Map<String, String> refusing = new HashMap<>();
        final List<String> done = new ArrayList<>();
        List<DataStreamInfo> streams = List.of();
        List<AliasInfo> aliases = List.of();

        private <T> Reply<Verdict<T>> change(String what, String index, T value) {
            if (silent.contains(index)) {
                return Reply.failure(Problem.TIMED_OUT, "no answer");
            }
            if (refusing.containsKey(index)) {
                return Trouble.refused(refusing.get(index));
            }
            done.add(what + " " + index);
            return Trouble.granted(value);
        }

        @Override
        public Reply<Verdict<List<IndexDetails>>> indices(List<String> expressions) {
            return silent.contains("indices")
                    ? Reply.failure(Problem.MALFORMED, "cut")
                    : Trouble.granted(indices.entrySet().stream()
                            .map(e -> new IndexDetails(
                                    e.getKey(),
                                    "u",
                                    !closed.contains(e.getKey()),
                                    false,
                                    Optional.empty(),
                                    8,
                                    1,
                                    0,
                                    List.of(),
                                    e.getValue()))
                            .toList());
        }

        @Override
        public Reply<List<DataStreamInfo>> dataStreams() {
            return silent.contains("streams") ? Reply.failure(Problem.BUSY, "busy") : Reply.answer(streams);
        }

        @Override
        public Reply<Verdict<Map<String, IndexOperations>>> operations(List<String> names) {
            Map<String, IndexOperations> told = new HashMap<>(operations);
            told.keySet().retainAll(names);
            return change("asks", names.getFirst(), told);
        }

        @Override
        public Reply<Verdict<WriteBlock>> blockWrites(String index) {
            return change("blocks", index, WriteBlock.THERE_BEFORE);
        }

        @Override
        public Reply<Verdict<Done>> allowWrites(String index) {
            return change("opens", index, new Done());
        }

        @Override
        public Reply<List<AliasInfo>> aliases() {
            return silent.contains("aliases") ? Reply.failure(Problem.BUSY, "busy") : Reply.answer(aliases);
        }

        @Override
        public Reply<Verdict<Done>> changeAliases(List<AliasAction> actions) {
            return change(actions.toString(), "aliases", new Done());
        }
    }

    private final Fake fake = new Fake();

    @Test
    void whatTakesWritesIsToldByItsBlocks() {
        fake.indices.put("open", Map.of());
        fake.indices.put("full", Map.of("index.blocks.read_only_allow_delete", "true"));
        fake.indices.put("false", Map.of("index.blocks.write", "false"));
        fake.indices.put("blocked", Map.of("index.blocks.write", "true"));
        fake.indices.put("read-only", Map.of("index.blocks.read_only", "true"));
        fake.indices.put("closed", Map.of());
        fake.indices.put(".hidden", Map.of());
        fake.closed.add("closed");
        Source source = granted(LOOK.run(fake));
        assertThat(source.writable()).containsExactly("false", "full", "open");
        assertThat(source.indices()).containsExactly("blocked", "closed", "false", "full", "open", "read-only");
        assertThat(source.streams()).isEmpty();
    }

    @Test
    void onlyStreamsThatAreMeantCount() {
        fake.streams =
                List.of(new DataStreamInfo("metrics", List.of(".ds-m-1")), new DataStreamInfo(".kept", List.of()));
        fake.indices.put(".ds-m-1", Map.of());
        Source source = granted(LOOK.run(fake));
        assertThat(source.streams()).containsExactly("metrics");
        assertThat(source.writable()).containsExactly(".ds-m-1");
        LookAtSource other = new LookAtSource(new Expressions(List.of("logs-*")), Phase.Blocking, 0);
        assertThat(granted(other.run(fake))).isEqualTo(new Source(List.of(), List.of(), List.of()));
    }

    @Test
    void halfALookIsNone() {
        for (String part : List.of("indices", "streams")) {
            fake.silent.add(part);
            assertThat(LOOK.run(fake)).isInstanceOf(Reply.Failure.class);
            assertThat(since().run(fake)).isInstanceOf(Reply.Failure.class);
            fake.silent.clear();
        }
    }

    @Test
    void blocksOneAfterTheOtherAsFarAsItComes() {
        BlockWrites block = new BlockWrites(List.of("a", "b", "c"));
        assertThat(block.isChange()).isTrue();
        assertThat(granted(block.run(fake))).isEqualTo(new Done());
        assertThat(fake.done).containsExactly("blocks a", "blocks b", "blocks c");
        fake.done.clear();
        fake.silent.add("b");
        assertThat(block.run(fake)).isInstanceOf(Reply.Failure.class);
        assertThat(fake.done).containsExactly("blocks a");
        fake.silent.clear();
        fake.refusing.put("b", "no_such_request");
        assertThat(refused(block.run(fake))).isEqualTo("no_such_request");
    }

    @Test
    void opensAllThatItCan() {
        AllowWrites allow = new AllowWrites(List.of("a", "b", "c"));
        assertThat(allow.isChange()).isTrue();
        fake.silent.add("a");
        assertThat(allow.run(fake)).isInstanceOf(Reply.Failure.class);
        assertThat(fake.done).containsExactly("opens b", "opens c");
        fake.silent.clear();
        fake.refusing.put("b", "cluster_block_exception");
        assertThat(refused(allow.run(fake))).isEqualTo("cluster_block_exception");
        fake.refusing.put("b", "index_not_found_exception");
        assertThat(granted(allow.run(fake))).isEqualTo(new Done());
        assertThat(fake.done).endsWith("opens a", "opens c");
    }

    @Test
    void nothingWasWrittenWhenAllIsAsItWasCounted() {
        assertThat(granted(since().run(blocked()))).isEmpty();
        assertThat(since().isChange()).isFalse();
    }

    @Test
    void whateverIsNotAsItWasCountedIsTold() {
        blocked().operations.put("b", new IndexOperations("u", 1, 10));
        assertThat(granted(since().run(fake))).as("written to").contains("b");
        blocked().operations.put("b", new IndexOperations("u", 2, 9));
        assertThat(granted(since().run(fake))).as("another number of shards").contains("b");
        blocked().operations.put("b", new IndexOperations("v", 1, 9));
        assertThat(granted(since().run(fake))).as("made anew").contains("b");
        blocked().operations.remove("a");
        assertThat(granted(since().run(fake))).as("no shard answers").contains("a");
        blocked().indices.put("a", Map.of());
        assertThat(granted(since().run(fake))).as("takes writes").contains("a");
        blocked().indices.remove("b");
        assertThat(granted(since().run(fake))).as("gone").contains("b");
        blocked().indices.put("new", Map.of("index.blocks.write", "true"));
        assertThat(granted(since().run(fake))).as("appeared, and is blocked").contains("new");
        blocked().refusing.put("b", "index_closed_exception");
        assertThat(granted(since().run(fake))).as("cannot be asked").contains("b");
        blocked().refusing.clear();
        fake.silent.add("b");
        assertThat(since().run(fake)).as("silence says nothing").isInstanceOf(Reply.Failure.class);
    }

    @Test
    void aliasesAreMadeAtOnceAndOnlyThoseThatAreThereAreUndone() {
        List<AliasSwitch> aliases = List.of(new AliasSwitch("x", "a"), new AliasSwitch("y", "b"));
        SwitchAliases make = new SwitchAliases(aliases);
        assertThat(granted(make.run(fake))).isEqualTo(new Done());
        assertThat(fake.done)
                .containsExactly(List.of(new AliasAction.Add("x", "a", false), new AliasAction.Add("y", "b", false))
                        + " aliases");
        fake.done.clear();
        UndoAliases undo = new UndoAliases(aliases);
        fake.aliases =
                List.of(new AliasInfo("x", "a", Optional.empty()), new AliasInfo("y", "other", Optional.empty()));
        assertThat(granted(undo.run(fake))).isEqualTo(new Done());
        assertThat(fake.done).containsExactly(List.of(new AliasAction.Remove("x", "a")) + " aliases");
        fake.done.clear();
        fake.aliases = List.of();
        assertThat(granted(undo.run(fake))).isEqualTo(new Done());
        assertThat(fake.done).isEmpty();
        fake.silent.add("aliases");
        assertThat(undo.run(fake)).isInstanceOf(Reply.Failure.class);
        assertThat(make.run(fake)).isInstanceOf(Reply.Failure.class);
        assertThat(make.isChange() && undo.isChange()).isTrue();
    }

    private Fake blocked() {
        for (String index : List.of("a", "b")) {
            fake.indices.put(index, Map.of("index.blocks.write", "true"));
            fake.operations.put(index, new IndexOperations("u", 1, 9));
        }
        fake.indices.remove("new");
        return fake;
    }

    private static WrittenSince since() {
        Tally tally = new Tally("u", 7, 9);
        IndexCount count = IndexCount.before(1, tally).after(tally);
        return WrittenSince.of(LOOK, new Counts("s", List.of("a", "b"), Map.of("a", count, "b", count)));
    }

    private static <T> T granted(Reply<Verdict<T>> reply) {
        assertThat(reply).isInstanceOf(Reply.Answer.class);
        Verdict<T> verdict = reply.asOptional().orElseThrow();
        assertThat(verdict).isInstanceOf(Verdict.Granted.class);
        return ((Verdict.Granted<T>) verdict).value();
    }

    private static <T> String refused(Reply<Verdict<T>> reply) {
        return ((Verdict.Refused<T>) reply.asOptional().orElseThrow())
                .complaint()
                .type();
    }
}
