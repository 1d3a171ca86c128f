package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Document;
import dev.shardwright.elasticsearch.DocumentKey;
import dev.shardwright.elasticsearch.Documents;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.counts.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SampleComparisonTest {
    private static final DocumentKey KEY = new DocumentKey("1", Optional.of("x"));
    private static final Document DOCUMENT = document(7, 1, "ab");
    private static final IndexCount EXACT = Scenes.exactly(3);
    private static final IndexCount WRITTEN = new IndexCount("x", 1, 3L, 3L, 2L, 4L, null, null);

    private static Document document(long seqNo, long term, String content) {
        return new Document(KEY, seqNo, term, content.repeat(32));
    }

    private static SampleComparison compare(IndexCount should, SampleFinding found) {
        return SampleComparison.of(
                Map.of("a", "r-a"),
                new Counts("s", List.of(), Map.of("a", should)),
                found == null ? Map.of() : Map.of("r-a", found));
    }

    private static SampleFinding read(Document... found) {
        return new SampleFinding.Read(new Documents(List.of(found), found.length == 0 ? List.of(KEY) : List.of()));
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("the same", EXACT, read(DOCUMENT), 1, null),
                Arguments.of("the same, in a written one", WRITTEN, read(DOCUMENT), 1, null),
                Arguments.of("other content", EXACT, read(document(7, 1, "cd")), 1, "has another content"),
                Arguments.of(
                        "other content, written one", WRITTEN, read(document(7, 1, "cd")), 1, "has another content"),
                Arguments.of("written again", WRITTEN, read(document(8, 1, "cd")), 0, null),
                Arguments.of("under another primary", WRITTEN, read(document(7, 2, "cd")), 0, null),
                Arguments.of(
                        "written again after the restore", EXACT, read(document(8, 1, "ab")), 1, "was written again"),
                Arguments.of("missing", EXACT, read(), 1, "is missing"),
                Arguments.of("perhaps deleted", WRITTEN, read(), 0, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aDocumentIsComparedUnlessItWasWrittenAgain(
            String name, IndexCount should, SampleFinding found, int compared, String words) {
        SampleComparison comparison = compare(should.remembering(List.of(Sample.of(DOCUMENT))), found);
        assertThat(comparison.compared()).isEqualTo(compared);
        assertThat(comparison.unknown()).isEmpty();
        if (words == null) {
            assertThat(comparison.differ()).isEmpty();
        } else {
            assertThat(comparison.differ()).singleElement().satisfies(m -> {
                assertThat(m.index()).isEqualTo("r-a");
                assertThat(m.message()).startsWith("document 1 " + words);
            });
        }
    }

    @Test
    void whatCouldNotBeReadIsUnknown() {
        IndexCount should = EXACT.remembering(List.of(Sample.of(DOCUMENT)));
        assertThat(compare(should, null).unknown()).hasSize(1);
        assertThat(compare(should, new SampleFinding.Not("closed")).unknown())
                .singleElement()
                .satisfies(m -> assertThat(m.message()).isEqualTo("closed"));
    }

    @Test
    void anIndexOfWhichNothingIsRememberedIsUnknownUnlessItIsEmpty() {
        assertThat(compare(EXACT, null).unknown()).hasSize(1);
        assertThat(compare(EXACT.remembering(List.of()), null).unknown()).hasSize(1);
        assertThat(compare(Scenes.exactly(0).remembering(List.of()), null).unknown())
                .isEmpty();
    }

    @Test
    void differencesMakeTheRestoreFail() {
        Comparison counts = new Comparison(3, 1, List.of(), List.of(), SampleComparison.NONE);
        assertThat(counts.agrees()).isTrue();
        Comparison differ = counts.with(compare(EXACT.remembering(List.of(Sample.of(DOCUMENT))), read()));
        assertThat(differ.agrees()).isFalse();
        assertThat(differ.reason()).isEqualTo("DocumentMismatch");
        assertThat(differ.words()).isEqualTo("index r-a: document 1 is missing");
        assertThat(differ.told("x").samples()).isEqualTo(1);
        assertThat(counts.with(compare(EXACT, null)).reason()).isEqualTo("NotCounted");
    }
}
