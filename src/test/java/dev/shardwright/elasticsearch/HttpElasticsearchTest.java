package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shardwright.elasticsearch.Reply.Failure;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpElasticsearchTest {
    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final String PASSWORD = "s3cret-Pa55";

    private Optional<HttpElasticsearch> open = Optional.empty();

    @AfterEach
    void close() {
        open.ifPresent(HttpElasticsearch::close);
    }

    @Test
    void asksByAddressInTheNameOfTheHost() throws Exception {
        try (TestServer server = TestServer.plain().answers(200, Answers.HEALTH)) {
            HttpElasticsearch api = open(BUDGET, server.endpoint("es-0.nodes.prod.svc"));
            assertThat(api.health().asOptional())
                    .contains(new ClusterHealth("search", ClusterHealth.Status.YELLOW, false, 5, 2, 11, 1, 2, 3, 1, 4));
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request)
                    .startsWith("GET /_cluster/health?master_timeout=3s")
                    .contains("Host=es-0.nodes.prod.svc:")
                    .endsWith("Authorization=Basic b3A6czNjcmV0LVBhNTU="));
        }
    }

    @Test
    void understandsView() throws Exception {
        try (TestServer server = TestServer.plain().answers(200, Answers.VIEW)) {
            ClusterView view =
                    open(BUDGET, server.endpoint("es")).view().asOptional().orElseThrow();
            assertThat(view.clusterUuid()).contains("h7bGq4kzQ3uXw1dZb0aBcD");
            assertThat(view.uuidCommitted()).isTrue();
            assertThat(view.masterNodeName()).contains("search-master-0");
            assertThat(view.nodes())
                    .containsExactly(
                            new NodeView("n2", "e2", "search-data-0", List.of("data", "ingest")),
                            new NodeView("n1", "e1", "search-master-0", List.of("master")));
            assertThat(view.votingConfigNodeIds()).containsExactly("n1");
            assertThat(view.votingExclusions()).containsExactly(new VotingExclusion("n3", "search-master-1"));

            server.answers(200, Answers.VIEW.replace("h7bGq4kzQ3uXw1dZb0aBcD", "_na_"));
            assertThat(open(BUDGET, server.endpoint("es"))
                            .view()
                            .asOptional()
                            .orElseThrow()
                            .clusterUuid())
                    .isEmpty();
        }
    }

    @Test
    void understandsVersions() throws Exception {
        try (TestServer server = TestServer.plain().answers(200, Answers.VERSIONS)) {
            assertThat(open(BUDGET, server.endpoint("es"))
                            .versions()
                            .asOptional()
                            .orElseThrow())
                    .containsExactly(
                            new NodeVersion("n1", "search-master-0", "8.19.21"),
                            new NodeVersion("n2", "search-data-0", "7.17.29"));
        }
    }

    static Stream<Arguments> badAnswers() {
        String noMaster = "{\"error\":{\"type\":\"master_not_discovered_exception\",\"reason\":null},\"status\":503}";
        String blocked = "{\"error\":{\"type\":\"cluster_block_exception\"},\"status\":503}";
        return Stream.of(
                Arguments.of(401, "{}", Problem.UNAUTHORIZED),
                Arguments.of(403, "<html>", Problem.FORBIDDEN),
                Arguments.of(404, Answers.HEALTH, Problem.UNEXPECTED),
                Arguments.of(302, "", Problem.UNEXPECTED),
                Arguments.of(201, Answers.HEALTH, Problem.UNEXPECTED),
                Arguments.of(204, "", Problem.UNEXPECTED),
                Arguments.of(408, Answers.HEALTH, Problem.TIMED_OUT),
                Arguments.of(429, "", Problem.BUSY),
                Arguments.of(500, Answers.HEALTH, Problem.SERVER_ERROR),
                Arguments.of(502, "", Problem.UNAVAILABLE),
                Arguments.of(504, "", Problem.UNAVAILABLE),
                Arguments.of(503, noMaster, Problem.NO_MASTER),
                Arguments.of(503, blocked, Problem.NO_MASTER),
                Arguments.of(503, "", Problem.UNAVAILABLE),
                Arguments.of(503, "<html>master_not_discovered_exception", Problem.UNAVAILABLE),
                Arguments.of(503, noMaster.substring(0, 60), Problem.UNAVAILABLE),
                Arguments.of(200, "", Problem.MALFORMED),
                Arguments.of(200, "   ", Problem.MALFORMED),
                Arguments.of(200, "null", Problem.MALFORMED),
                Arguments.of(200, "{}", Problem.MALFORMED),
                Arguments.of(200, "[]", Problem.MALFORMED),
                Arguments.of(200, "<html><body>Log in</body></html>", Problem.MALFORMED),
                Arguments.of(200, Answers.HEALTH.substring(0, 80), Problem.MALFORMED),
                Arguments.of(200, Answers.HEALTH + "}", Problem.MALFORMED),
                Arguments.of(200, Answers.HEALTH.replace("\"yellow\"", "\"blue\""), Problem.MALFORMED),
                Arguments.of(200, Answers.HEALTH.replace("\"yellow\"", "null"), Problem.MALFORMED),
                Arguments.of(
                        200,
                        Answers.HEALTH.replace("\"timed_out\":false", "\"timed_out\":\"false\""),
                        Problem.MALFORMED),
                Arguments.of(200, Answers.HEALTH.replace("_shards\":1,", "_shards\":\"1\","), Problem.MALFORMED),
                Arguments.of(200, Answers.HEALTH.replace("_shards\":1,", "_shards\":1.5,"), Problem.MALFORMED),
                Arguments.of(200, Answers.HEALTH.replace("_shards\":1,", "_shards\":-1,"), Problem.MALFORMED),
                Arguments.of(200, Answers.HEALTH.replace("relocating_shards", "other"), Problem.MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void isNeverAnAnswer(int status, String body, Problem problem) throws Exception {
        try (TestServer server = TestServer.plain().answers(status, body)) {
            Failure<?> failure =
                    failure(open(BUDGET, server.endpoint("es-0.svc")).health());
            assertThat(failure.problem()).isEqualTo(problem);
            assertThat(failure.message()).contains("es-0.svc", "127.0.0.1").hasSizeLessThanOrEqualTo(300);
            assertThat(failure.message()).doesNotContain(PASSWORD, "<html>", "\n");
        }
    }

    static Stream<Arguments> badViews() {
        return Stream.of(
                        "cluster_name",
                        "nodes",
                        "metadata",
                        "cluster_uuid\"",
                        "cluster_uuid_committed",
                        "roles",
                        "cluster_coordination",
                        "last_committed_config",
                        "ephemeral_id",
                        "node_name",
                        "voting_config_exclusions",
                        "\"n1\":{")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("badViews")
    void viewThatLacksAPart(String part) throws Exception {
        try (TestServer server =
                TestServer.plain().answers(200, Answers.VIEW.replace(part, part.replaceAll("[a-z]", "x")))) {
            assertThat(failure(open(BUDGET, server.endpoint("es")).view()).problem())
                    .isEqualTo(Problem.MALFORMED);
        }
    }

    static Stream<Arguments> badServers() {
        RawServer.Behaviour silent = RawServer::readOn;
        RawServer.Behaviour drips = RawServer::drip;
        RawServer.Behaviour resets = RawServer::reset;
        RawServer.Behaviour closes = socket -> {};
        return Stream.of(
                Arguments.of("accepts and never answers", silent, Problem.TIMED_OUT),
                Arguments.of("drips", drips, Problem.TIMED_OUT),
                Arguments.of("resets", resets, Problem.UNREACHABLE),
                Arguments.of("closes", closes, Problem.UNREACHABLE),
                Arguments.of(
                        "stops half-way",
                        RawServer.says("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{"),
                        Problem.UNREACHABLE),
                Arguments.of(
                        "breaks a chunk",
                        RawServer.says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"),
                        Problem.UNREACHABLE),
                Arguments.of("speaks SSH", RawServer.says("SSH-2.0-OpenSSH_9.6\r\n".repeat(3)), Problem.UNREACHABLE),
                Arguments.of(
                        "endless header",
                        RawServer.says("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000)),
                        Problem.MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badServers")
    void brokenConnection(String what, RawServer.Behaviour behaviour, Problem problem) throws Exception {
        try (RawServer server = new RawServer(behaviour)) {
            HttpElasticsearch api = open(problem == Problem.TIMED_OUT ? SHORT : BUDGET, server.endpoint());
            long start = System.nanoTime();
            Failure<?> failure = failure(api.health());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(BUDGET);
            assertThat(failure.problem()).as(failure.message()).isEqualTo(problem);
            assertThat(failure.message()).contains("raw.test");
        }
    }

    @Test
    void bodyWithoutEnd() throws Exception {
        byte[] megabyte = new byte[1024 * 1024];
        Arrays.fill(megabyte, (byte) ' ');
        try (TestServer server = TestServer.plain().answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(megabyte);
            }
        })) {
            Failure<?> failure = failure(open(BUDGET, server.endpoint("es")).health());
            assertThat(failure.problem()).isEqualTo(Problem.MALFORMED);
            assertThat(failure.message()).contains("16 MiB");
        }
    }

    @Test
    void passesOverNodesThatCannotBeReached() throws Exception {
        try (TestServer server = TestServer.plain().answers(200, Answers.HEALTH)) {
            Endpoint dead = refused();
            HttpElasticsearch api = open(BUDGET, dead, refused(), server.endpoint("es"));
            assertThat(api.health().asOptional()).isPresent();

            api.retarget(target(dead, refused(), refused(), server.endpoint("es")));
            assertThat(api.health().asOptional())
                    .as("stays with the node that answered")
                    .isPresent();
            api.retarget(target(dead, refused(), refused(), refused()));
            assertThat(failure(api.health()).problem()).isEqualTo(Problem.UNREACHABLE);
        }
    }

    @Test
    void asksAnotherNodeAfterAFailure() throws Exception {
        try (TestServer sick = TestServer.plain().answers(500, "");
                TestServer well = TestServer.plain().answers(200, Answers.HEALTH)) {
            HttpElasticsearch api = open(BUDGET, sick.endpoint("a"), well.endpoint("b"));
            assertThat(failure(api.health()).problem()).isEqualTo(Problem.SERVER_ERROR);
            assertThat(api.health().asOptional()).isPresent();
            assertThat(api.health().asOptional()).isPresent();
            assertThat(sick.requests()).hasSize(1);
        }
    }

    @Test
    void noEndpoint() {
        assertThat(failure(open(BUDGET).health()).problem()).isEqualTo(Problem.NO_ENDPOINT);
    }

    @Test
    void closeEndsARequestUnderWay() throws Exception {
        try (RawServer server = new RawServer(RawServer::readOn)) {
            HttpElasticsearch api = open(Duration.ofSeconds(30), server.endpoint());
            FutureTask<Reply<ClusterHealth>> asked = new FutureTask<>(api::health);
            Thread.ofVirtual().start(asked);
            await().until(() -> server.connections() == 1);
            api.close();
            await().atMost(Duration.ofSeconds(5)).until(asked::isDone);
            assertThat(failure(asked.get()).problem()).isEqualTo(Problem.UNREACHABLE);
            assertThat(failure(api.health()).problem()).isEqualTo(Problem.UNREACHABLE);
        }
    }

    @Test
    void followsNewCredentialsAndHidesThem() throws Exception {
        try (TestServer server = TestServer.plain().answers(200, Answers.HEALTH)) {
            HttpElasticsearch api = open(BUDGET, server.endpoint("es"));
            Target changed =
                    new Target(List.of(server.endpoint("es")), false, "op", "other", List.of(), Optional.empty());
            api.retarget(changed);
            assertThat(api.health().asOptional()).isPresent();
            assertThat(server.requests().getFirst()).endsWith("Basic b3A6b3RoZXI=");
            assertThat(target().toString()).doesNotContain(PASSWORD);
        }
    }

    private HttpElasticsearch open(Duration budget, Endpoint... endpoints) {
        open.ifPresent(HttpElasticsearch::close);
        open = Optional.of(new HttpElasticsearch(target(endpoints), budget));
        return open.get();
    }

    private static Target target(Endpoint... endpoints) {
        return new Target(List.of(endpoints), false, "op", PASSWORD, List.of(), Optional.empty());
    }

    private static Endpoint refused() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(TestServer.loopback());
            return new Endpoint("gone", "127.0.0.1", socket.getLocalPort());
        }
    }

    private static Failure<?> failure(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Failure.class);
        return (Failure<?>) reply;
    }
}
