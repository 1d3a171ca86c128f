package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Reply.Failure;
import dev.shardwright.elasticsearch.ShardCopy.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The questions of a change, and how the answers of real servers are understood. */
class HttpQuestionsTest extends OneServerTest {
    @Test
    void understandsWhereShardsLie() {
        ClusterState state = answer(DetailAnswers.STATE, HttpElasticsearch::state);
        assertThat(state.view().masterNodeName()).contains("a1");
        assertThat(state.shards())
                .containsExactly(
                        copy("one", 0, true, State.RELOCATING, Optional.of("a1"), Optional.of("a2")),
                        copy("one", 0, false, State.STARTED, Optional.of("a2"), Optional.empty()),
                        copy("two", 0, true, State.UNASSIGNED, Optional.empty(), Optional.empty()));
        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request)
                .startsWith("GET /_cluster/state/master_node,nodes,metadata,routing_table?master_timeout=3s")
                .contains(",routing_table Host"));
    }

    @Test
    void noShardsIsWhatTheServerSaysAndNotWhatItLeavesOut() {
        assertThat(answer(DetailAnswers.STATE_WITHOUT_SHARDS, HttpElasticsearch::state)
                        .shards())
                .isEmpty();
        assertThat(problem(DetailAnswers.STATE_WITHOUT_ROUTING, HttpElasticsearch::state))
                .isEqualTo(Problem.MALFORMED);
    }

    @Test
    void understandsSettings() {
        ClusterSettings settings = answer(DetailAnswers.SETTINGS, HttpElasticsearch::settings);
        assertThat(settings.draining()).containsExactly("a2", "zz");
        assertThat(settings.value("enable")).as("transient wins").contains("none");
        assertThat(settings.value("awareness.attributes")).contains("x,y");
        assertThat(settings.value("exclude._name")).contains("joe");
        assertThat(settings.value("disk.watermark.low")).as("the default").contains("85%");
        assertThat(settings.value("require._tier")).as("an empty default").isEmpty();
        assertThat(settings.allocation())
                .as("nothing else")
                .doesNotContainKey("max_bytes_per_sec")
                .hasSize(7);
    }

    @Test
    void understandsIndices() {
        assertThat(answer(DetailAnswers.INDICES, HttpElasticsearch::indices))
                .containsExactly(
                        new IndexInfo(
                                "two",
                                0,
                                true,
                                Optional.of(8537000),
                                Map.of("include._tier_preference", "data_hot", "require.box", "x")),
                        new IndexInfo("one", 1, false, Optional.of(7172999), Map.of()));
        assertThat(answer("{}", HttpElasticsearch::indices)).isEmpty();
        assertThat(server.requests().getFirst())
                .contains("expand_wildcards=all", "*.settings.index%5C.number_of_replicas,");
    }

    @Test
    void understandsDisksOfDataNodesThatTellThem() {
        assertThat(answer(DetailAnswers.DISKS, HttpElasticsearch::disks))
                .containsExactly(new NodeDisk("a1", 270553174016L, 69762449408L));
    }

    @Test
    void understandsSizesThatAreTold() {
        assertThat(answer(DetailAnswers.SHARD_SIZES, HttpElasticsearch::shardSizes))
                .containsExactly(
                        new ShardCopy(
                                "big",
                                0,
                                true,
                                State.RELOCATING,
                                Optional.of("a1"),
                                Optional.of("a2"),
                                Optional.of(2544292L)),
                        new ShardCopy(
                                "one",
                                11,
                                false,
                                State.STARTED,
                                Optional.of("a2"),
                                Optional.empty(),
                                Optional.of(227L)));
        assertThat(answer("[]", HttpElasticsearch::shardSizes)).isEmpty();
    }

    @Test
    void understandsShutdowns() {
        assertThat(answer(DetailAnswers.SHUTDOWNS, HttpElasticsearch::shutdowns))
                .isEqualTo(new Shutdowns.Registered(List.of(new Shutdowns.Entry("vcePIDiyS0u", "restart", "by hand"))));
        assertThat(answer("{\"nodes\":[]}", HttpElasticsearch::shutdowns))
                .isEqualTo(new Shutdowns.Registered(List.of()));
    }

    static Stream<Arguments> withoutShutdowns() {
        return Stream.of(
                Arguments.of(200, DetailAnswers.NO_SUCH_NODES),
                Arguments.of(400, DetailAnswers.NO_HANDLER),
                Arguments.of(405, DetailAnswers.WRONG_METHOD));
    }

    @ParameterizedTest
    @MethodSource("withoutShutdowns")
    void knowsAServerWithoutShutdowns(int status, String body) {
        server.answers(status, body);
        assertThat(api.shutdowns().asOptional()).contains(new Shutdowns.Unsupported());
    }

    static Stream<Arguments> notWithoutShutdowns() {
        return Stream.of(
                Arguments.of(
                        400,
                        DetailAnswers.error("illegal_argument_exception", "no handler found for uri", 400)
                                .replace("no handler", "bad")),
                Arguments.of(400, ""),
                Arguments.of(405, "<html>Method not allowed</html>"),
                Arguments.of(404, DetailAnswers.NO_HANDLER),
                Arguments.of(403, DetailAnswers.NO_HANDLER),
                Arguments.of(500, DetailAnswers.WRONG_METHOD),
                Arguments.of(200, "{\"cluster_name\":\"lab\",\"nodes\":{}}"));
    }

    @ParameterizedTest
    @MethodSource("notWithoutShutdowns")
    void anythingElseIsNoServerWithoutShutdowns(int status, String body) {
        server.answers(status, body);
        assertThat(api.shutdowns()).isInstanceOf(Failure.class);
    }

    @Test
    void asksOneNodeAndNoOtherForItsCertificates() throws Exception {
        try (TestServer other = TestServer.plain().answers(503, "")) {
            server.answers(200, DetailAnswers.CERTIFICATES);
            assertThat(api.certificates(server.endpoint("es")).asOptional().orElseThrow())
                    .containsExactly(
                            new NodeCertificate("http-certs/tls.crt", "ab01"), new NodeCertificate("ca.crt", "ff"));
            assertThat(api.certificates(other.endpoint("other"))).isInstanceOf(Failure.class);
            assertThat(server.requests()).hasSize(1);
            assertThat(other.requests()).hasSize(1);
        }
    }

    private static ShardCopy copy(
            String index, int shard, boolean primary, State state, Optional<String> node, Optional<String> to) {
        return new ShardCopy(index, shard, primary, state, node, to, Optional.empty());
    }

    private <T> T answer(String body, Function<HttpElasticsearch, Reply<T>> question) {
        server.answers(200, body);
        return question.apply(api).asOptional().orElseThrow();
    }

    private Problem problem(String body, Function<HttpElasticsearch, Reply<?>> question) {
        server.answers(200, body);
        return failure(question.apply(api)).problem();
    }

    private static Failure<?> failure(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Failure.class);
        return (Failure<?>) reply;
    }
}
