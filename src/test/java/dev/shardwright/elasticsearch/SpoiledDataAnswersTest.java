package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that must not be taken for one: of every call, and of those about snapshots. */
class SpoiledDataAnswersTest extends OneDataServerTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    static Stream<Arguments> failures() {
        String blocked = DetailAnswers.error("cluster_block_exception", "state not recovered", 503);
        String security = DetailAnswers.error("security_exception", "no permission", 403);
        return DataCall.all()
                .flatMap(call -> Stream.of(
                        Arguments.of(call, 401, "", Problem.UNAUTHORIZED),
                        Arguments.of(call, 401, "{\"Message\":\"Your request is not allowed\"}", Problem.UNAUTHORIZED),
                        Arguments.of(call, 403, security, Problem.FORBIDDEN),
                        Arguments.of(call, 404, call.answer(), Problem.UNEXPECTED),
                        Arguments.of(call, 404, "<html>", Problem.UNEXPECTED),
                        Arguments.of(call, 400, "<html>", Problem.UNEXPECTED),
                        Arguments.of(call, 408, call.answer(), Problem.TIMED_OUT),
                        Arguments.of(
                                call,
                                429,
                                DetailAnswers.error("es_rejected_execution_exception", "full", 429),
                                Problem.BUSY),
                        Arguments.of(call, 429, DetailAnswers.error("snapshot_exception", "x", 429), Problem.BUSY),
                        Arguments.of(call, 500, call.answer(), Problem.SERVER_ERROR),
                        Arguments.of(
                                call,
                                500,
                                DetailAnswers.error("null_pointer_exception", "x", 500),
                                Problem.SERVER_ERROR),
                        Arguments.of(call, 502, "<html>", Problem.UNAVAILABLE),
                        Arguments.of(call, 503, blocked, Problem.NO_MASTER),
                        Arguments.of(call, 503, call.answer(), Problem.UNAVAILABLE),
                        Arguments.of(
                                call, 504, DetailAnswers.error("repository_exception", "x", 504), Problem.UNAVAILABLE),
                        Arguments.of(call, 301, "", Problem.UNEXPECTED),
                        Arguments.of(call, 204, "", Problem.UNEXPECTED),
                        Arguments.of(call, 200, "", Problem.MALFORMED),
                        Arguments.of(call, 200, "null", Problem.MALFORMED),
                        Arguments.of(call, 200, "{\"a\":1}", Problem.MALFORMED),
                        Arguments.of(call, 200, "[]", Problem.MALFORMED),
                        Arguments.of(call, 200, "\"{}\"", Problem.MALFORMED),
                        Arguments.of(call, 200, "<html>", Problem.MALFORMED),
                        Arguments.of(call, 200, half(call.answer()), Problem.MALFORMED),
                        Arguments.of(call, 200, call.answer() + "}", Problem.MALFORMED)));
    }

    @ParameterizedTest(name = "{0}: {1} {3}")
    @MethodSource("failures")
    void isNeverAnAnswer(DataCall call, int status, String body, Problem problem) {
        server.answers(status, body);
        assertThat(failure(call.asked().apply(api)).problem()).isEqualTo(problem);
    }

    /** Of recoveries, an empty answer says that none has begun. */
    static Stream<DataCall> neverEmpty() {
        return DataCall.all().filter(call -> !call.name().equals("recoveries"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("neverEmpty")
    void anEmptyAnswerIsNone(DataCall call) {
        server.answers(200, "{}");
        assertThat(failure(call.asked().apply(api)).problem()).isEqualTo(Problem.MALFORMED);
    }

    /** Of these, old servers refuse what they don't know. */
    static Stream<DataCall> knownToAll() {
        return DataCall.all()
                .filter(call -> !Set.of("block writes", "delete data stream").contains(call.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("knownToAll")
    void whoDoesNotKnowTheRequestSaysNothing(DataCall call) {
        server.answers(400, DetailAnswers.NO_HANDLER);
        assertThat(failure(call.asked().apply(api)).problem()).isEqualTo(Problem.UNEXPECTED);
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(
                spoil("identity", "\"cluster_uuid\":\"uB_9xQ\",", ""),
                spoil("identity", "\"cluster_name\":\"4242:search\",", ""),
                spoil("identity", "\"number\":\"7.10.2\"", "\"number\":7"),
                spoil("identity", "\"version\":{", "\"version\":{\"distribution\":\"other\","),
                spoil("put repository", "true", "false"),
                spoil("put repository", "true", "\"true\""),
                spoil("repository", "\"r/1\"", "\"r1\""),
                spoil("repository", "\"type\":\"s3\",", ""),
                spoil("repository", "\"settings\":{", "\"other\":{"),
                spoil("delete repository", "true", "false"),
                spoil("verify", "\"nodes\"", "\"other\""),
                spoil("verify", "\"name\":\"a1\"", "\"other\":1"),
                spoil("start", "true", "false"),
                spoil("start", "accepted", "acknowledged"),
                spoil("snapshot", "\"snapshot\":\"nightly-1\"", "\"snapshot\":\"nightly-2\""),
                spoil("snapshot", "\"snapshots\":[", "\"snapshots\":[{\"snapshot\":\"nightly-1\"},"),
                spoil("snapshot", "\"total\":1,\"", "\"failures\":{},\""),
                spoil("snapshot", "\"uuid\":\"u1\",", ""),
                spoil("snapshot", "\"PARTIAL\"", "\"FINE\""),
                spoil("snapshot", "\"state\":\"PARTIAL\",", ""),
                spoil("snapshot", "\"indices\":[\".ds-logs-1\",\"a\"],", ""),
                spoil("snapshot", "\"data_streams\":[\"logs\"]", "\"data_streams\":\"logs\""),
                spoil("snapshot", "\"include_global_state\":false", "\"include_global_state\":null"),
                spoil("snapshot", "1795326402588", "\"yesterday\""),
                spoil("snapshot", "1795326402588", "-1"),
                spoil("snapshot", "\"failures\":[", "\"other\":["),
                spoil("snapshot", "\"shard_id\":1,", ""),
                spoil("snapshot", "\"index\":\"a\",", ""),
                spoil("snapshot", "\"shards\":{", "\"other\":{"),
                spoil("snapshot", "\"successful\":1", "\"successful\":-1"),
                spoil("snapshot", "\"feature_name\"", "\"other\""),
                spoil("snapshots", "\"PARTIAL\"", "null"),
                spoil("snapshots", "\"total\":1,\"", "\"failures\":{\"r\":{\"type\":\"x\"}},\""),
                spoil("progress", "\"snapshot\":\"nightly-1\"", "\"snapshot\":\"nightly-2\""),
                spoil("progress", "\"uuid\":\"u1\",", ""),
                spoil("progress", "\"state\":\"STARTED\",", ""),
                spoil("progress", "\"shards_stats\":{", "\"other\":{"),
                spoil("progress", "\"done\":4", "\"done\":\"4\""),
                spoil("progress", "\"failed\":5,", ""),
                spoil("progress", "\"incremental\":{", "\"other\":{"),
                spoil("progress", "\"processed\":{", "\"processed\":{\"file_count\":1},\"other\":{"),
                spoil("progress", "\"size_in_bytes\":20000000000", "\"size\":\"20gb\""),
                spoil("delete", "true", "false"),
                spoil("restore", "true", "false"),
                spoil("restore", "accepted", "acknowledged"));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("spoiled")
    void aSpoiledAnswerIsNone(DataCall call, String part, String instead) {
        assertThat(call.answer()).contains(part);
        server.answers(200, call.answer().replace(part, instead));
        assertThat(failure(call.asked().apply(api)).problem()).isEqualTo(Problem.MALFORMED);
    }

    static Stream<DataCall> calls() {
        return DataCall.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void hasItsOwnLimitOfTime(DataCall call) throws Exception {
        assertThat(Limits.STANDARD).isEqualTo(new Limits(Duration.ofSeconds(5), LONG));
        Limits limits = call.slow() ? new Limits(LONG, SHORT) : new Limits(SHORT, LONG);
        try (RawServer silent = new RawServer(RawServer::readOn);
                HttpData impatient = new HttpData(
                        new Target(List.of(silent.endpoint()), false, "op", "pw", List.of(), Optional.empty()),
                        limits)) {
            long start = System.nanoTime();
            assertThat(failure(call.asked().apply(impatient)).problem()).isEqualTo(Problem.TIMED_OUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
        }
    }

    private static Arguments spoil(String call, String part, String instead) {
        return Arguments.of(DataCall.of(call), part, instead);
    }

    private static String half(String text) {
        return text.substring(0, text.length() / 2);
    }
}
