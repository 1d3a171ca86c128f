package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.ServerIdentity.Distribution;
import dev.shardwright.elasticsearch.SnapshotProgress.Files;
import dev.shardwright.elasticsearch.SnapshotProgress.Stages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked about snapshots, and how the answers of the servers are understood. */
class HttpDataTest extends OneDataServerTest {
    private static final Instant START = Instant.ofEpochMilli(1795326401588L);

    /** As 7.10 and OpenSearch say it. */
    private static final String NO_FEATURES =
            DetailAnswers.error("illegal_argument_exception", "Unknown parameter feature_states", 400);

    static Stream<DataCall> calls() {
        return DataCall.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void saysExactlyThis(DataCall call) {
        server.answers(200, call.answer());
        assertThat(call.asked().apply(api)).isInstanceOf(Reply.Answer.class);
        assertThat(server.sent()).containsExactlyElementsOf(call.sent());
    }

    @Test
    void aSnapshotOfNothingTakesNothingByAccident() {
        server.answers(200, "{\"accepted\":true}");
        NewSnapshot nothing = new NewSnapshot(List.of(), false, false, true, List.of(), Map.of());
        assertThat(granted(api.startSnapshot("r", "s", nothing))).isEqualTo(new Done());
        assertThat(server.sent().getFirst())
                .contains("{\"indices\":[\"*\",\"-*\"],", "\"feature_states\":[\"none\"],\"metadata\":{}}");
    }

    static Stream<Arguments> identities() {
        return Stream.of(
                Arguments.of(
                        SnapshotAnswers.IDENTITY_7_10,
                        new ServerIdentity("4242:search", Optional.of("uB_9xQ"), "7.10.2", Distribution.ELASTICSEARCH)),
                Arguments.of(
                        SnapshotAnswers.IDENTITY_8_19,
                        new ServerIdentity("lab", Optional.empty(), "8.19.21", Distribution.ELASTICSEARCH)),
                Arguments.of(
                        SnapshotAnswers.IDENTITY_OPENSEARCH,
                        new ServerIdentity("os", Optional.of("k3ozFkIASrq"), "3.6.0", Distribution.OPENSEARCH)));
    }

    @ParameterizedTest
    @MethodSource("identities")
    void knowsWhoAnswers(String body, ServerIdentity identity) {
        server.answers(200, body);
        assertThat(api.identity().asOptional()).contains(identity);
    }

    @Test
    void understandsRepositories() {
        server.answers(200, SnapshotAnswers.REPOSITORY_7_10);
        assertThat(api.repository("r/1").asOptional().orElseThrow())
                .contains(new RepositoryInfo(
                        "s3", Optional.empty(), Map.of("bucket", "b", "base_path", "", "client", "c")));
        server.answers(200, SnapshotAnswers.REPOSITORY_8_19);
        assertThat(api.repository("r").asOptional().orElseThrow())
                .contains(new RepositoryInfo("fs", Optional.of("0JLknrXbSUiVPuLakHjBrQ"), Map.of("location", "/snap")));
    }

    @Test
    void namesTheNodesThatVerified() {
        server.answers(200, SnapshotAnswers.VERIFIED);
        assertThat(granted(api.verifyRepository("r")))
                .containsExactly(new VerifiedNode("W7bNoHEnTAm", "a2"), new VerifiedNode("vcePIDiyS0u", "a1"));
    }

    @Test
    void understandsAPartialSnapshot() {
        server.answers(200, SnapshotAnswers.PARTIAL_8_19);
        SnapshotInfo partial = new SnapshotInfo(
                "nightly-1",
                "u1",
                SnapshotInfo.State.PARTIAL,
                "",
                List.of(".ds-logs-1", "a"),
                List.of("logs"),
                List.of("security"),
                List.of(".security-7"),
                Optional.of(false),
                Optional.of("8.19.21"),
                Optional.of(START),
                Optional.of(START.plusSeconds(1)),
                new SnapshotInfo.Shards(3, 1, 2),
                List.of(
                        new FailedShard("a", 1, Optional.of("W7bNoHEnTAm"), "node shutdown"),
                        new FailedShard("a", 2, Optional.empty(), "")),
                Map.of("shardwright.dev/uid", "x-y"));
        assertThat(granted(api.snapshot("r", "nightly-1"))).contains(partial);
        assertThat(granted(api.snapshots("r"))).containsExactly(partial);
    }

    @Test
    void understandsASnapshotUnderWay() {
        server.answers(200, SnapshotAnswers.RUNNING_7_10);
        SnapshotInfo running = granted(api.snapshot("r", "nightly-1")).orElseThrow();
        assertThat(running.state()).isEqualTo(SnapshotInfo.State.IN_PROGRESS);
        assertThat(running.start()).contains(START);
        assertThat(running.end()).isEmpty();
        assertThat(running.metadata()).isEmpty();
        assertThat(running.featureStates()).isEmpty();
    }

    @Test
    void understandsACancelledSnapshot() {
        server.answers(200, SnapshotAnswers.FAILED_OPENSEARCH);
        SnapshotInfo failed = granted(api.snapshot("r", "nightly-1")).orElseThrow();
        assertThat(failed.state()).isEqualTo(SnapshotInfo.State.FAILED);
        assertThat(failed.reason()).isEqualTo("Snapshot was aborted by deletion");
        assertThat(failed.version()).contains("3.6.0");
    }

    @Test
    void aRepositoryWithoutSnapshots() {
        server.answers(200, "{\"snapshots\":[],\"total\":0,\"remaining\":0}");
        assertThat(granted(api.snapshots("r"))).isEmpty();
    }

    @Test
    void understandsProgress() {
        server.answers(200, SnapshotAnswers.STATUS);
        SnapshotProgress progress = granted(api.progress("r", "nightly-1")).orElseThrow();
        assertThat(progress)
                .isEqualTo(new SnapshotProgress(
                        "u1",
                        "STARTED",
                        new Stages(1, 2, 3, 4, 5, 15),
                        new Files(9, 9_000_000_000L),
                        new Files(3, 3_000_000_000L),
                        new Files(20, 20_000_000_000L),
                        Optional.of(START)));
        server.answers(200, SnapshotAnswers.STATUS.replace("\"processed\"", "\"other\""));
        assertThat(granted(api.progress("r", "nightly-1")).orElseThrow().done())
                .as("left out when all of it is done")
                .isEqualTo(progress.added());
    }

    @Test
    void aRestoreOfNothingIsNoneOfAll() {
        server.answers(200, "{\"accepted\":true}");
        assertThat(failure(api.startRestore("r", "s", restoreOf(List.of(), false)))
                        .problem())
                .isEqualTo(Problem.UNEXPECTED);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aPlainRestoreSaysNothingOfFeaturesForTheyAreNotRestoredThen() {
        server.answers(200, "{\"accepted\":true}");
        assertThat(granted(api.startRestore("r", "s", restoreOf(List.of("a"), false))))
                .isEqualTo(new Done());
        assertThat(server.sent())
                .containsExactly("POST /_snapshot/r/s/_restore?wait_for_completion=false&master_timeout=20s "
                        + "{\"indices\":[\"a\"],\"ignore_unavailable\":false,\"partial\":false,"
                        + "\"include_aliases\":false,\"include_global_state\":false}");
    }

    @Test
    void theGlobalStateComesWithoutFeatures() {
        server.answers(200, "{\"accepted\":true}");
        granted(api.startRestore("r", "s", restoreOf(List.of("a"), true)));
        assertThat(server.sent())
                .singleElement()
                .asString()
                .endsWith("\"include_global_state\":true,\"feature_states\":[\"none\"]}");
    }

    @Test
    void aServerThatKnowsNoFeaturesIsNotToldOfThem() {
        server.answers(exchange -> TestServer.send(
                exchange,
                server.sent().getLast().contains("feature_states") ? 400 : 200,
                server.sent().getLast().contains("feature_states") ? NO_FEATURES : "{\"accepted\":true}"));
        assertThat(granted(api.startRestore("r", "s", restoreOf(List.of("a"), true))))
                .isEqualTo(new Done());
        assertThat(server.sent()).hasSize(2).last().asString().endsWith("\"include_global_state\":true}");
    }

    @Test
    void aServerThatKnowsNoFeaturesIsNotSilentlyAskedForLess() {
        server.answers(400, NO_FEATURES);
        assertThat(complaint(api.startRestore("r", "s", SnapshotCalls.RESTORE)).reason())
                .isEqualTo("Unknown parameter feature_states");
        assertThat(server.sent()).hasSize(1);
    }

    private static NewRestore restoreOf(List<String> indices, boolean globalState) {
        return new NewRestore(indices, Optional.empty(), false, globalState, List.of(), Map.of(), List.of());
    }

    static Stream<Function<String, Function<DataApi, Reply<?>>>> named() {
        return Stream.of(
                name -> api -> api.putRepository(name, "fs", Map.of()),
                name -> api -> api.repository(name),
                name -> api -> api.deleteRepository(name),
                name -> api -> api.verifyRepository(name),
                name -> api -> api.startSnapshot(name, "s", SnapshotCalls.NEW),
                name -> api -> api.startSnapshot("r", name, SnapshotCalls.NEW),
                name -> api -> api.snapshot("r", name),
                name -> api -> api.snapshots(name),
                name -> api -> api.progress("r", name),
                name -> api -> api.deleteSnapshot(name, "s"),
                name -> api -> api.deleteSnapshot("r", name),
                name -> api -> api.startRestore(name, "s", SnapshotCalls.RESTORE),
                name -> api -> api.startRestore("r", name, SnapshotCalls.RESTORE),
                name -> api -> api.startRestore("r", "s", restoreOf(List.of("a", name), false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a*", "_all", "_current", "a,b", "-a", "+a", "<a-{now/d}>", ".", ".."})
    void aNameThatMayStandForSeveralIsNeverSent(String name) {
        server.answers(200, SnapshotAnswers.ACKNOWLEDGED);
        assertThat(named().map(call -> failure(call.apply(name).apply(api)).problem()))
                .containsOnly(Problem.UNEXPECTED);
        assertThat(server.requests()).isEmpty();
    }
}
