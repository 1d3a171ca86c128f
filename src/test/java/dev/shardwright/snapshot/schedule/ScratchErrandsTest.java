package dev.shardwright.snapshot.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.Deletion;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.ShardRecovery;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.Verdict;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a drill left is told by where shards came from; what is not its own is never deleted. */
class ScratchErrandsTest {
    private static final FindScratch FIND = new FindScratch("backups", "nightly-1-abc", "drill-");

    private final List<IndexDetails> indices = new ArrayList<>();
    private final List<ShardRecovery> recoveries = new ArrayList<>();
    private final List<DataStreamInfo> streams = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private Optional<SnapshotInfo> snapshot = Optional.of(info(List.of("logs", ".ds-web-000001"), List.of("web")));
    private String silent = "";

    @BeforeEach
    void others() {
        index("logs", null, null);
        index("orders", "nightly-1-abc", "orders");
    }

    @Test
    void itsOwnIndicesAreFound() {
        index("drill-logs", "nightly-1-abc", "logs");
        assertThat(left().names()).containsExactly("drill-logs");
        assertThat(left().doubtful()).isEmpty();
    }

    @Test
    void itsOwnDataStreamsAreFoundWhole() {
        index(".ds-drill-web-000001", "nightly-1-abc", ".ds-web-000001");
        streams.add(new DataStreamInfo("drill-web", List.of(".ds-drill-web-000001")));
        assertThat(left()).isEqualTo(new Leftover(List.of(), List.of("drill-web"), List.of()));
    }

    @Test
    void dataStreamThatSomebodyWroteToIsDoubtful() {
        index(".ds-drill-web-000001", "nightly-1-abc", ".ds-web-000001");
        index(".ds-drill-web-000002", null, null);
        streams.add(new DataStreamInfo("drill-web", List.of(".ds-drill-web-000001", ".ds-drill-web-000002")));
        assertThat(left().names()).isEmpty();
        assertThat(left().doubtful()).contains(".ds-drill-web-000001", ".ds-drill-web-000002");
    }

    @Test
    void indexOfAnotherSnapshotIsNotItsOwn() {
        index("drill-logs", "nightly-2-def", "logs");
        assertThat(left()).isEqualTo(new Leftover(List.of(), List.of(), List.of()));
    }

    @Test
    void indexThatWasRestoredUnderAnotherNameIsNotItsOwn() {
        index("drill-bits", "nightly-1-abc", "logs");
        assertThat(left().names()).isEmpty();
    }

    @Test
    void indexOfItsNameWithoutAnOriginIsDoubtful() {
        index("drill-logs", null, null);
        index("drill-bits", null, null);
        assertThat(left()).isEqualTo(new Leftover(List.of(), List.of(), List.of("drill-logs")));
    }

    @Test
    void everyNameIsDoubtfulOnceTheSnapshotIsGone() {
        snapshot = Optional.empty();
        index("drill-bits", null, null);
        assertThat(left().doubtful()).containsExactly("drill-bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"indices", "dataStreams", "recoveries", "snapshot"})
    void whatIsNotAnsweredInFullIsNoAnswer(String question) {
        index("drill-logs", "nightly-1-abc", "logs");
        silent = question;
        assertThat(FIND.run(api())).isInstanceOf(Reply.Failure.class);
        assertThat(new DeleteScratch(FIND, List.of("drill-logs")).run(api())).isInstanceOf(Reply.Failure.class);
        assertThat(deleted).isEmpty();
    }

    @Test
    void onlyWhatIsStillItsOwnIsDeleted() {
        index("drill-logs", "nightly-1-abc", "logs");
        index("drill-orders", "nightly-2-def", "orders");
        index(".ds-drill-web-000001", "nightly-1-abc", ".ds-web-000001");
        streams.add(new DataStreamInfo("drill-web", List.of(".ds-drill-web-000001")));
        DeleteScratch errand =
                new DeleteScratch(FIND, List.of("drill-gone", "drill-logs", "drill-orders", "drill-web", "orders"));
        assertThat(errand.isChange()).isTrue();
        assertThat(errand.run(api())).isInstanceOf(Reply.Answer.class);
        assertThat(deleted).containsExactly("index drill-logs", "stream drill-web");
    }

    @Test
    void deletionThatFailsEndsThere() {
        index("drill-logs", "nightly-1-abc", "logs");
        index("drill-more", "nightly-1-abc", "more");
        silent = "deleteIndex";
        assertThat(new DeleteScratch(FIND, List.of("drill-logs", "drill-more")).run(api()))
                .isInstanceOf(Reply.Failure.class);
        assertThat(deleted).containsExactly("index drill-logs");
    }

    private Leftover left() {
        return FIND.run(api()).asOptional().flatMap(ScratchErrandsTest::granted).orElseThrow();
    }

    private static Optional<Leftover> granted(Verdict<Leftover> verdict) {
        return verdict instanceof Verdict.Granted<Leftover>(var left) ? Optional.of(left) : Optional.empty();
    }

    /** An index, and where its shard came from; without a snapshot (null) it was written here. */
    private void index(String name, String from, String original) {
        indices.add(new IndexDetails(
                name, "u-" + name, true, false, Optional.empty(), 8_190_000, 1, 0, List.of(), Map.of()));
        recoveries.add(new ShardRecovery(
                name,
                0,
                true,
                from == null ? "EXISTING_STORE" : "SNAPSHOT",
                "DONE",
                Optional.ofNullable(from).map(s -> new ShardRecovery.Source("backups", s, original)),
                new ShardRecovery.Amount(1, 0, 1),
                new ShardRecovery.Amount(1, 0, 1),
                Optional.empty(),
                Optional.empty()));
    }

    private static SnapshotInfo info(List<String> indices, List<String> streams) {
        return new SnapshotInfo(
                "nightly-1-abc",
                "uuid",
                SnapshotInfo.State.SUCCESS,
                "",
                indices,
                streams,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new SnapshotInfo.Shards(2, 2, 0),
                List.of(),
                Map.of());
    }

    /** Answers what these errands ask; anything else fails the test. */
    private DataApi api() {
        return (DataApi) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataApi.class}, (proxy, method, arguments) -> {
                    Reply<?> reply = answer(method.getName(), arguments);
                    return method.getName().equals(silent)
                            ? Reply.failure(Problem.TIMED_OUT, "no answer within 5 s")
                            : reply;
                });
    }

    private Reply<?> answer(String question, Object[] arguments) {
        return switch (question) {
            case "indices" -> granted(List.copyOf(indices));
            case "dataStreams" -> Reply.answer(List.copyOf(streams));
            case "recoveries" ->
                granted(recoveries.stream()
                        .filter(r -> ((List<?>) arguments[0]).contains(r.index()))
                        .toList());
            case "snapshot" -> granted(snapshot);
            case "deleteIndex" -> deleted("index " + arguments[0]);
            case "deleteDataStream" -> deleted("stream " + arguments[0]);
            default -> throw new AssertionError("nobody should ask for " + question);
        };
    }

    private Reply<Verdict<Deletion>> deleted(String what) {
        deleted.add(what);
        return granted(Deletion.DELETED);
    }

    private static <T> Reply<Verdict<T>> granted(T value) {
        return Reply.answer(new Verdict.Granted<>(value));
    }
}
