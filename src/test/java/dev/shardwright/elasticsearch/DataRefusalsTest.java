package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply.Failure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What servers refuse is an answer, and tells why. */
class DataRefusalsTest extends OneDataServerTest {
    private static final String NO_SNAPSHOT =
            DetailAnswers.error("snapshot_missing_exception", "[r:s] is missing", 404);
    private static final String NO_REPOSITORY = DetailAnswers.error("repository_missing_exception", "[r] missing", 404);

    static Stream<DataRefusals> refusals() {
        return DataRefusals.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void tellsWhy(DataRefusals refusal) {
        server.answers(refusal.status(), refusal.body());
        Complaint complaint = complaint(DataCall.of(refusal.call()).asked().apply(api));
        assertThat(complaint.status()).isEqualTo(refusal.status());
        assertThat(complaint.type()).isEqualTo(refusal.type());
        assertThat(complaint.reason() + "\n" + String.join("\n", complaint.causes()))
                .contains(refusal.tells());
        assertThat(complaint.nodes()).isEmpty();
    }

    @Test
    void tellsWhatEachNodeSaid() {
        server.answers(500, DataRefusals.NODES_8);
        Complaint complaint = complaint(api.verifyRepository("r"));
        assertThat(complaint.type()).isEqualTo("repository_verification_exception");
        assertThat(complaint.nodes())
                .extracting(NodeComplaint::nodeId, NodeComplaint::nodeName)
                .containsExactly(
                        tuple("W7bNoHEnTAm_3U", Optional.of("a2")), tuple("vcePIDiyS0u-aB", Optional.of("a1")));
        assertThat(complaint.nodes().getFirst().text())
                .startsWith("RemoteTransportException[[a2]")
                .endsWith("nested: AccessDeniedException[/snap/tests-9/data-W7.dat];");
        assertThat(complaint.nodes().getLast().text())
                .startsWith("RepositoryVerificationException[[r] a file written by master")
                .endsWith("is not shared]");
        assertThat(complaint.causes()).contains("access_denied_exception: /snap/tests-9/data-W7.dat");
    }

    @Test
    void textsAreBoundedAndPlain() {
        String long3000 = "x".repeat(3000);
        String node = "[" + "n".repeat(22) + ", 'boom\\n\\u001b[31m" + long3000 + "']";
        String cause = IntStream.range(0, 40)
                .mapToObj(i -> ",\"caused_by\":{\"type\":\"c" + i + "\",\"reason\":\"\\u0000a\\tb" + long3000 + "\"")
                .collect(Collectors.joining());
        server.answers(
                500,
                "{\"error\":{\"type\":\"repository_verification_exception\",\"reason\":\"[r] ["
                        + String.join(", ", Collections.nCopies(50, node)) + "]\"" + cause + "}".repeat(40) + "}}");
        Complaint complaint = complaint(api.verifyRepository("r"));
        assertThat(complaint.nodes()).hasSize(20);
        assertThat(complaint.causes()).hasSize(10);
        assertThat(Stream.of(
                                List.of(complaint.reason()),
                                complaint.causes(),
                                complaint.nodes().stream()
                                        .map(NodeComplaint::text)
                                        .toList())
                        .flatMap(List::stream))
                .allSatisfy(text -> assertThat(text)
                        .hasSizeLessThanOrEqualTo(1000)
                        .doesNotContainPattern("\\p{Cntrl}")
                        .endsWith("x…"));
        assertThat(complaint.causes().getFirst()).startsWith("c0: a b");
        assertThat(complaint.nodes().getFirst().nodeName()).isEmpty();
    }

    @Test
    void aRefusalOfStrangeShapeTellsWhatItCan() {
        server.answers(
                500,
                "{\"error\":{\"type\":\"repository_exception\",\"reason\":{\"a\":1},\"caused_by\":\"x\",\"suppressed\":7}}");
        assertThat(complaint(api.verifyRepository("r")))
                .isEqualTo(new Complaint(500, "repository_exception", "", List.of(), List.of()));
    }

    @Test
    void whatIsNotThereIsNoRefusalToAskFor() {
        server.answers(404, NO_SNAPSHOT);
        assertThat(granted(api.snapshot("r", "s"))).isEmpty();
        assertThat(granted(api.progress("r", "s"))).isEmpty();
        server.answers(404, NO_REPOSITORY);
        assertThat(api.repository("r").asOptional().orElseThrow()).isEmpty();
    }

    @Test
    void whatIsNotThereIsDeleted() {
        server.answers(404, NO_SNAPSHOT);
        assertThat(granted(api.deleteSnapshot("r", "s"))).isEqualTo(new Done());
        server.answers(404, NO_REPOSITORY);
        assertThat(granted(api.deleteRepository("r"))).isEqualTo(new Done());
    }

    @Test
    void onlyTheServersOwnWordMakesSomethingMissing() {
        server.answers(404, "{\"error\":\"no such page\"}");
        assertThat(api.snapshot("r", "s")).isInstanceOf(Failure.class);
        assertThat(api.deleteSnapshot("r", "s")).isInstanceOf(Failure.class);
        assertThat(api.repository("r")).isInstanceOf(Failure.class);
        server.answers(500, NO_SNAPSHOT);
        assertThat(complaint(api.snapshot("r", "s")).status()).isEqualTo(500);
        assertThat(complaint(api.deleteSnapshot("r", "s")).status()).isEqualTo(500);
        server.answers(500, NO_REPOSITORY);
        assertThat(api.repository("r")).isInstanceOf(Failure.class);
        assertThat(complaint(api.putRepository("r", "fs", Map.of())).status()).isEqualTo(500);
    }

    @Test
    void whoeverQuotesTheCredentialsIsNotQuoted() {
        server.answers(400, DetailAnswers.error("bad_request", "I got Basic b3A6cHc= of you", 400));
        assertThat(complaint(api.count("a")).reason()).isEqualTo("I got Basic *** of you");
    }
}
