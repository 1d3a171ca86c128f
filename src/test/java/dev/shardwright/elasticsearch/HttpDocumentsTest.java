package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents and their hashes. */
class HttpDocumentsTest extends OneDataServerTest {
    /** Of the canonical text, made by another program. */
    private static final String HASH = "cd1f1c9685ca4c0b321860e200a1d1f089fb8aae1526e8848c5274cb7b680bd8";

    @Test
    void readsDocumentsAndTellsWhichAreMissing() {
        server.answers(200, IndexAnswers.SAMPLE);
        Documents documents = granted(api.documents("a", IndexAnswers.KEYS));
        assertThat(documents.found())
                .containsExactly(new Document(IndexAnswers.KEYS.getFirst(), 9_000_000_000L, 2, HASH));
        assertThat(documents.missing()).containsExactlyElementsOf(IndexAnswers.KEYS.subList(1, 3));
        assertThat(granted(api.sample("a", 3))).isEqualTo(documents.found());
    }

    @Test
    void anEmptyIndexHasNoSample() {
        server.answers(200, IndexAnswers.SAMPLE.replaceAll("(?s)\"hits\":\\[.*?\\]", "\"hits\":[]"));
        assertThat(granted(api.sample("a", 3))).isEmpty();
        assertThat(server.sent()).as("no document is asked for").hasSize(1);
    }

    @Test
    void readsTwentyDocumentsAtATime() {
        List<DocumentKey> keys = IntStream.range(0, 45)
                .mapToObj(i -> new DocumentKey("n" + i, Optional.empty()))
                .toList();
        server.answers(exchange ->
                TestServer.send(exchange, 200, nothingFound(server.sent().getLast())));
        assertThat(granted(api.documents("a", keys))).isEqualTo(new Documents(List.of(), keys));
        assertThat(server.sent()).hasSize(3);
    }

    private static String nothingFound(String sent) {
        return Pattern.compile("\"n[0-9]+\"")
                .matcher(sent)
                .results()
                .map(id -> "{\"_index\":\"a\",\"_id\":" + id.group() + ",\"found\":false}")
                .collect(Collectors.joining(",", "{\"docs\":[", "]}"));
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of(
                        "{\"a\":1,\"b\":{\"x\":[],\"y\":null}}", "{ \"b\" : {\"y\":null,\"x\":[ ]}, \"a\":1}", true),
                Arguments.of("{\"a\":\"\\u00e4\"}", "{\"a\":\"ä\"}", true),
                Arguments.of("{\"a\":1}", "{\"a\":2}", false),
                Arguments.of("{\"a\":1}", "{\"a\":\"1\"}", false),
                Arguments.of("{\"a\":1}", "{\"a\":1.0}", false),
                Arguments.of("{\"a\":0.1}", "{\"a\":0.10}", false),
                Arguments.of("{\"a\":0.1234567890123456789}", "{\"a\":0.1234567890123456788}", false),
                Arguments.of("{\"a\":12345678901234567891}", "{\"a\":12345678901234567890}", false),
                Arguments.of("{\"a\":[1,2]}", "{\"a\":[2,1]}", false),
                Arguments.of("{\"a\":null}", "{}", false),
                Arguments.of("{\"a\":null}", "{\"a\":\"null\"}", false),
                Arguments.of("{\"a\":\"x\\\",\\\"b\\\":\\\"y\"}", "{\"a\":\"x\",\"b\":\"y\"}", false));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void onlyContentMakesAHash(String one, String other, boolean same) {
        assertThat(hash(one).equals(hash(other))).isEqualTo(same);
    }

    private String hash(String source) {
        server.answers(
                200,
                "{\"docs\":[{\"_index\":\"a\",\"_id\":\"1\",\"_seq_no\":1,\"_primary_term\":1,\"found\":true,"
                        + "\"_source\":" + source + "}]}");
        return granted(api.documents("a", List.of(new DocumentKey("1", Optional.empty()))))
                .found()
                .getFirst()
                .hash();
    }
}
