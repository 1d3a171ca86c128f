package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The changes: what is sent, and that only the server's own word counts as done. */
class HttpChangesTest extends OneServerTest {
    private static final String TOO_SLOW = "timed out waiting for voting config exclusions to take effect";

    /** A change, under a name. */
    private record Change(String name, Function<HttpElasticsearch, Reply<Done>> made, String answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Change> changes() {
        return Stream.of(
                new Change("drain", api -> api.drain(Set.of("b", "a")), DetailAnswers.ACKNOWLEDGED),
                new Change("exclude", api -> api.excludeFromVoting("m 1"), ""),
                new Change("clear", HttpElasticsearch::clearVotingExclusions, ""),
                new Change("register", api -> api.registerRestart("n/1", "a \"new\" image"), "{\"acknowledged\":true}"),
                new Change("forget", api -> api.forgetShutdown("n1"), "{\"acknowledged\":true}"),
                new Change("reload", api -> api.reloadSecureSettings("a1"), DetailAnswers.RELOADED));
    }

    static Stream<Arguments> requests() {
        List<String> wanted = List.of(
                "PUT /_cluster/settings?master_timeout=2s&timeout=2s"
                        + " {\"persistent\":{\"cluster.routing.allocation.exclude.shardwright_node\":\"a,b\"}}",
                "POST /_cluster/voting_config_exclusions?timeout=1s&node_names=m%201 ",
                "DELETE /_cluster/voting_config_exclusions?wait_for_removal=false ",
                "PUT /_nodes/n%2F1/shutdown"
                        + " {\"type\":\"restart\",\"reason\":\"a \\\"new\\\" image\",\"allocation_delay\":\"10m\"}",
                "DELETE /_nodes/n1/shutdown ",
                "POST /_nodes/a1/reload_secure_settings?timeout=3s ");
        List<Change> changes = changes().toList();
        return Stream.iterate(0, i -> i < changes.size(), i -> i + 1)
                .map(i -> Arguments.of(changes.get(i), wanted.get(i)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void saysWhatItWantsAndIsDone(Change change, String wanted) {
        server.answers(200, change.answer());
        assertThat(change.made().apply(api).asOptional()).contains(new Done());
        assertThat(server.sent()).containsExactly(wanted);
    }

    @Test
    void noDrainTakesTheSettingAway() {
        server.answers(200, DetailAnswers.ACKNOWLEDGED);
        assertThat(api.drain(Set.of()).asOptional()).isPresent();
        assertThat(server.sent()).singleElement().satisfies(sent -> assertThat(sent)
                .endsWith("{\"persistent\":{\"cluster.routing.allocation.exclude.shardwright_node\":null}}"));
    }

    static Stream<Arguments> refusals() {
        return changes()
                .flatMap(change -> Stream.of(
                        Arguments.of(change, 401, change.answer(), Problem.UNAUTHORIZED),
                        Arguments.of(change, 403, change.answer(), Problem.FORBIDDEN),
                        Arguments.of(change, 404, change.answer(), Problem.UNEXPECTED),
                        Arguments.of(change, 405, DetailAnswers.WRONG_METHOD, Problem.UNEXPECTED),
                        Arguments.of(change, 400, DetailAnswers.NO_HANDLER, Problem.UNEXPECTED),
                        Arguments.of(change, 429, change.answer(), Problem.BUSY),
                        Arguments.of(change, 500, change.answer(), Problem.SERVER_ERROR),
                        Arguments.of(change, 503, change.answer(), Problem.UNAVAILABLE),
                        Arguments.of(change, 204, "", Problem.UNEXPECTED),
                        Arguments.of(change, 202, change.answer(), Problem.UNEXPECTED),
                        Arguments.of(change, 200, "<html>", Problem.MALFORMED),
                        Arguments.of(change, 200, "{", Problem.MALFORMED),
                        Arguments.of(change, 200, "{\"acknowledged\":false}", Problem.MALFORMED)));
    }

    @ParameterizedTest(name = "{0}: {1} {3}")
    @MethodSource("refusals")
    void isNeverDone(Change change, int status, String body, Problem problem) {
        server.answers(status, body);
        assertThat(failure(change.made().apply(api)).problem()).isEqualTo(problem);
    }

    static Stream<Arguments> withBodies() {
        return changes().filter(change -> !change.answer().isEmpty()).flatMap(change -> Stream.of(
                        "", "{}", "[]", "{\"acknowledged\":\"true\"}")
                .map(body -> Arguments.of(change, body)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("withBodies")
    void withoutItsWordsItIsNotDone(Change change, String body) {
        server.answers(200, body);
        assertThat(failure(change.made().apply(api)).problem()).isEqualTo(Problem.MALFORMED);
    }

    static Stream<Arguments> votes() {
        return Stream.of(
                Arguments.of(500, DetailAnswers.error("timeout_exception", TOO_SLOW, 500), true),
                Arguments.of(429, DetailAnswers.error("timeout_exception", TOO_SLOW, 429), true),
                Arguments.of(500, DetailAnswers.error("timeout_exception", "timed out waiting for a task", 500), false),
                Arguments.of(500, DetailAnswers.error("exception", TOO_SLOW, 500), false),
                Arguments.of(
                        503,
                        DetailAnswers.error("process_cluster_event_timeout_exception", "failed to process", 503),
                        false),
                Arguments.of(
                        400,
                        DetailAnswers.error(
                                "illegal_argument_exception",
                                "add voting config exclusions request for [b1] would exceed the maximum",
                                400),
                        false));
    }

    @ParameterizedTest
    @MethodSource("votes")
    void anExclusionThatIsWrittenDownNeedNotTakeEffectAtOnce(int status, String body, boolean done) {
        server.answers(status, body);
        assertThat(api.excludeFromVoting("m-0").asOptional().isPresent()).isEqualTo(done);
        assertThat(api.clearVotingExclusions().asOptional()).isEmpty();
    }

    @Test
    void aRecordThatIsGoneIsForgotten() {
        server.answers(
                404,
                DetailAnswers.error("resource_not_found_exception", "node [n1] is not currently shutting down", 404));
        assertThat(api.forgetShutdown("n1").asOptional()).isPresent();
        assertThat(api.registerRestart("n1", "x").asOptional()).isEmpty();
    }

    static Stream<String> badReloads() {
        String one = DetailAnswers.RELOADED;
        return Stream.of(
                one.replace(
                        "{\"name\":\"a1\"}",
                        "{\"name\":\"a1\",\"reload_exception\":{\"type\":\"security_exception\",\"reason\":\"x\"}}"),
                one.replace("\"vcePIDiyS0u\":{\"name\":\"a1\"}", ""),
                one.replace("{\"name\":\"a1\"}", "{\"name\":\"a1\"},\"W7bNoHEnTAm\":{\"name\":\"a2\"}"),
                one.replace("a1", "a11"),
                one.replace("\"failed\":0", "\"failed\":1"),
                one.replace("\"successful\":1", "\"successful\":0"),
                one.replace("\"total\":1", "\"total\":2"),
                one.replace("\"_nodes\"", "\"other\""),
                DetailAnswers.NO_SUCH_NODES);
    }

    @ParameterizedTest
    @MethodSource("badReloads")
    void nodeThatCouldNotReloadIsAFailure(String body) {
        server.answers(200, body);
        assertThat(failure(api.reloadSecureSettings("a1")).problem()).isEqualTo(Problem.MALFORMED);
    }

    @Test
    void aChangeThatHangsIsNotDone() throws Exception {
        try (RawServer silent = new RawServer(RawServer::readOn);
                HttpElasticsearch impatient = new HttpElasticsearch(
                        new Target(List.of(silent.endpoint()), false, "op", "pw", List.of(), Optional.empty()),
                        Duration.ofMillis(300))) {
            assertThat(failure(impatient.drain(Set.of("a"))).problem()).isEqualTo(Problem.TIMED_OUT);
        }
    }

    private static Failure<?> failure(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Failure.class);
        return (Failure<?>) reply;
    }
}
