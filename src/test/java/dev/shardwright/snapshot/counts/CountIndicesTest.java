package dev.shardwright.snapshot.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.NoData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountIndicesTest {
    private static final List<CountIndices.Index> TWO =
            List.of(new CountIndices.Index("a", 2), new CountIndices.Index("b", 1));

    private final List<String> asked = new ArrayList<>();
    private final Map<String, Reply<?>> instead = new HashMap<>();

    private final class Fake extends NoData {
        @Override
        public Reply<Verdict<Done>> refresh(String index) {
            return reply("refresh " + index, new Done());
        }

        @Override
        public Reply<Verdict<Long>> count(String index) {
            return reply("count " + index, 10L);
        }

        @Override
        public Reply<Verdict<Map<String, IndexOperations>>> operations(List<String> indices) {
            String index = indices.getFirst();
            return reply("operations " + index, Map.of(index, new IndexOperations("u", index.equals("a") ? 2 : 1, 12)));
        }

        @SuppressWarnings("unchecked")
        private <T> Reply<Verdict<T>> reply(String call, T value) {
            asked.add(call);
            return instead.containsKey(call)
                    ? (Reply<Verdict<T>>) instead.get(call)
                    : Reply.answer(new Verdict.Granted<>(value));
        }
    }

    private Reply<Map<String, Counted>> run(CountIndices.Moment moment) {
        return new CountIndices(TWO, moment).run(new Fake());
    }

    private static Counted of(Reply<Map<String, Counted>> reply, String index) {
        return reply.asOptional().orElseThrow().get(index);
    }

    private static Reply<?> refused() {
        return Reply.answer(new Verdict.Refused<>(
                new Complaint(404, "index_not_found_exception", "no such index [a]", List.of(), List.of())));
    }

    @Test
    void whatWasWrittenIsReadOnTheOuterSide() {
        assertThat(of(run(CountIndices.Moment.Before), "a")).isEqualTo(new Counted.Of(new Tally("u", 10, 12)));
        assertThat(asked.subList(0, 3)).containsExactly("operations a", "refresh a", "count a");
        asked.clear();
        assertThat(of(run(CountIndices.Moment.After), "a")).isEqualTo(new Counted.Of(new Tally("u", 10, 12)));
        assertThat(asked.subList(0, 4)).containsExactly("operations a", "refresh a", "count a", "operations a");
    }

    @ParameterizedTest
    @CsvSource({
        "Before, operations a",
        "Before, refresh a",
        "Before, count a",
        "After, operations a",
        "After, refresh a",
        "After, count a",
    })
    void aRefusalConcernsOneIndex(CountIndices.Moment moment, String call) {
        instead.put(call, refused());
        Reply<Map<String, Counted>> reply = run(moment);
        assertThat(of(reply, "a")).isEqualTo(new Counted.Not("index_not_found_exception: no such index [a]"));
        assertThat(of(reply, "b")).isInstanceOf(Counted.Of.class);
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void aFailureConcernsAll(Problem problem) {
        for (CountIndices.Moment moment : CountIndices.Moment.values()) {
            for (String call : List.of("operations b", "refresh b", "count b")) {
                instead.clear();
                instead.put(call, Reply.failure(problem, "no."));
                assertThat(run(moment)).as(call).isEqualTo(Reply.failure(problem, "no."));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void anIndexWithoutAllOfItsShardsIsNotWaitedFor(int primaries) {
        instead.put(
                "operations a",
                Reply.answer(new Verdict.Granted<>(Map.of("a", new IndexOperations("u", primaries, 12)))));
        Counted not = new Counted.Not("not every primary shard is there");
        assertThat(of(run(CountIndices.Moment.Before), "a")).isEqualTo(not);
        assertThat(of(run(CountIndices.Moment.After), "a")).isEqualTo(not);
        assertThat(asked).doesNotContain("count a");
        instead.put("operations a", Reply.answer(new Verdict.Granted<>(Map.of())));
        assertThat(of(run(CountIndices.Moment.Before), "a")).isEqualTo(not);
    }
}
