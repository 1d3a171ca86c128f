package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Reply.Failure;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to the questions of a change that must not be taken for one. */
class SpoiledAnswersTest extends OneServerTest {
    /** A question, under a name. */
    private record Question(String name, Function<HttpElasticsearch, Reply<?>> asked, String answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Question> questions() {
        return Stream.of(
                new Question("state", HttpElasticsearch::state, DetailAnswers.STATE),
                new Question("settings", HttpElasticsearch::settings, DetailAnswers.SETTINGS),
                new Question("indices", HttpElasticsearch::indices, DetailAnswers.INDICES),
                new Question("disks", HttpElasticsearch::disks, DetailAnswers.DISKS),
                new Question("sizes", HttpElasticsearch::shardSizes, DetailAnswers.SHARD_SIZES),
                new Question("shutdowns", HttpElasticsearch::shutdowns, DetailAnswers.SHUTDOWNS),
                new Question(
                        "certificates",
                        api -> api.certificates(new Endpoint("es", "127.0.0.1", 1)),
                        DetailAnswers.CERTIFICATES));
    }

    static Stream<Arguments> refusals() {
        return questions()
                .filter(question -> !question.name().equals("certificates"))
                .flatMap(question -> Stream.of(
                        Arguments.of(question, 401, "", Problem.UNAUTHORIZED),
                        Arguments.of(question, 403, question.answer(), Problem.FORBIDDEN),
                        Arguments.of(question, 404, question.answer(), Problem.UNEXPECTED),
                        Arguments.of(question, 429, question.answer(), Problem.BUSY),
                        Arguments.of(question, 500, question.answer(), Problem.SERVER_ERROR),
                        Arguments.of(question, 502, "<html>", Problem.UNAVAILABLE),
                        Arguments.of(question, 503, question.answer(), Problem.UNAVAILABLE),
                        Arguments.of(question, 204, "", Problem.UNEXPECTED),
                        Arguments.of(question, 200, "", Problem.MALFORMED),
                        Arguments.of(question, 200, "null", Problem.MALFORMED),
                        Arguments.of(question, 200, "\"{}\"", Problem.MALFORMED),
                        Arguments.of(question, 200, "<html>", Problem.MALFORMED),
                        Arguments.of(question, 200, half(question.answer()), Problem.MALFORMED)));
    }

    @ParameterizedTest(name = "{0}: {1} {3}")
    @MethodSource("refusals")
    void isNeverAnAnswer(Question question, int status, String body, Problem problem) {
        server.answers(status, body);
        assertThat(failure(question.asked().apply(api)).problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void certificatesAreRefused(int status) {
        server.answers(status, DetailAnswers.CERTIFICATES);
        assertThat(api.certificates(server.endpoint("es"))).isInstanceOf(Failure.class);
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(
                spoil("state", "\"index\":\"two\"", "\"index\":\"three\""),
                spoil("state", "\"shard\":0", "\"shard\":1"),
                spoil("state", "\"shard\":0", "\"shard\":\"0\""),
                spoil("state", "\"STARTED\"", "\"SLEEPING\""),
                spoil("state", "\"STARTED\"", "\"UNASSIGNED\""),
                spoil("state", "\"UNASSIGNED\"", "\"STARTED\""),
                spoil("state", "\"node\":\"W7bNoHEnTAm\"", "\"node\":\"gone\""),
                spoil("state", "\"node\":null,", ""),
                spoil("state", "\"relocating_node\":\"W7bNoHEnTAm\"", "\"relocating_node\":\"gone\""),
                spoil("state", "\"relocating_node\":\"W7bNoHEnTAm\"", "\"relocating_node\":null"),
                spoil("state", "\"primary\":true", "\"primary\":\"true\""),
                spoil("state", "\"primary\":true,", ""),
                spoil("state", "\"indices\":{", "\"other\":{"),
                spoil("state", "\"shards\":{", "\"other\":{"),
                spoil("state", "\"cluster_uuid\":", "\"other\":"),
                spoil("settings", "\"defaults\":{", "\"other\":{"),
                spoil("settings", "\"persistent\":{", "\"other\":{"),
                spoil("settings", "\"transient\":{", "\"other\":{"),
                spoil("settings", "\"joe\"", "null"),
                spoil("settings", "\"joe\"", "{}"),
                spoil("settings", "\"joe\"", "[1]"),
                spoil("indices", "\"index.number_of_replicas\":\"1\",", ""),
                spoil("indices", "\"index.number_of_replicas\":\"1\"", "\"index.number_of_replicas\":1"),
                spoil("indices", "\"index.number_of_replicas\":\"1\"", "\"index.number_of_replicas\":\"-1\""),
                spoil("indices", "\"7172999\"", "\"7.17.29\""),
                spoil("indices", "\"7172999\"", "\"99999999999\""),
                spoil("indices", "\"settings\":{", "\"other\":{"),
                spoil("disks", "\"nodes\":{", "\"other\":{"),
                spoil("disks", "\"roles\":[\"data_hot\",\"master\"],", ""),
                spoil("disks", "69762449408", "\"69762449408\""),
                spoil("disks", "69762449408", "-1"),
                spoil("disks", "\"available_in_bytes\":69762449408", "\"other\":1"),
                spoil("disks", "\"name\":\"a1\",", ""),
                spoil("sizes", "\"prirep\":\"p\"", "\"prirep\":\"x\""),
                spoil("sizes", "\"227\"", "\"227b\""),
                spoil("sizes", "\"227\"", "227"),
                spoil("sizes", "\"store\":\"227\"", "\"other\":1"),
                spoil("sizes", "\"shard\":\"11\"", "\"shard\":\"99999999999\""),
                spoil("shutdowns", "\"nodes\":[", "\"other\":["),
                spoil("shutdowns", "\"node_id\":\"vcePIDiyS0u\",", ""),
                spoil("shutdowns", "\"type\":\"RESTART\",", ""));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("spoiled")
    void aSpoiledAnswerIsNone(Question question, String part, String instead) {
        assertThat(question.answer()).contains(part);
        server.answers(200, question.answer().replace(part, instead));
        assertThat(failure(question.asked().apply(api)).problem()).isEqualTo(Problem.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[{\"path\":\"a\"}]",
                "[{\"path\":\"a\",\"serial_number\":\"xyz\"}]",
                "[{\"path\":\"a\",\"serial_number\":17}]"
            })
    void aSpoiledListOfCertificatesIsNone(String body) {
        server.answers(200, body);
        assertThat(failure(api.certificates(server.endpoint("es"))).problem()).isEqualTo(Problem.MALFORMED);
    }

    private static Arguments spoil(String question, String part, String instead) {
        return Arguments.of(
                questions().filter(q -> q.name().equals(question)).findFirst().orElseThrow(), part, instead);
    }

    private static String half(String text) {
        return text.substring(0, text.length() / 2);
    }

    private static Failure<?> failure(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Failure.class);
        return (Failure<?>) reply;
    }
}
