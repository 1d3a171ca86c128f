package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Mismatch;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was not compared does not agree. */
class ComparisonTest {
    private static final IndexCount SOME = new IndexCount("x", 1, 4L, 4L, 3L, 6L, null, null);

    private static Counted of(String uuid, long documents) {
        return new Counted.Of(Scenes.tally(uuid, documents));
    }

    private static Comparison compare(IndexCount should, Counted found) {
        Map<String, IndexCount> expected = new HashMap<>(Map.of("b", Scenes.exactly(5)));
        Map<String, Counted> all = new HashMap<>(Map.of("b", of("b1", 5)));
        if (should != null) {
            expected.put("a", should);
        }
        if (found != null) {
            all.put("a", found);
        }
        return Comparison.of(Scenes.made(), new Counts("s", List.of(), expected), all);
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("as many", SOME, of("a1", 4), null),
                Arguments.of("fewest", SOME, of("a1", 3), null),
                Arguments.of("most", SOME, of("a1", 6), null),
                Arguments.of("too few", SOME, of("a1", 2), new Mismatch("a", "3 to 6", 2L, null)),
                Arguments.of("too many", SOME, of("a1", 7), new Mismatch("a", "3 to 6", 7L, null)),
                Arguments.of("one missing", Scenes.exactly(3), of("a1", 2), new Mismatch("a", "3", 2L, null)),
                Arguments.of("none", Scenes.exactly(3), of("a1", 0), new Mismatch("a", "3", 0L, null)),
                Arguments.of("not counted", SOME, null, new Mismatch("a", "3 to 6", null, "it was not counted")),
                Arguments.of(
                        "not to be counted",
                        SOME,
                        new Counted.Not("closed"),
                        new Mismatch("a", "3 to 6", null, "closed")),
                Arguments.of(
                        "another index",
                        SOME,
                        of("a2", 4),
                        new Mismatch("a", "3 to 6", 4L, "it is not the index that was restored")),
                Arguments.of(
                        "nothing known",
                        null,
                        of("a1", 4),
                        new Mismatch("a", null, 4L, "how many documents it should have is not known")),
                Arguments.of(
                        "not counted before",
                        IndexCount.uncounted("it is closed"),
                        of("a1", 4),
                        new Mismatch("a", null, 4L, "how many documents it should have is not known: it is closed")),
                Arguments.of(
                        "counted before only",
                        IndexCount.before(1, Scenes.tally("x", 4)),
                        of("a1", 4),
                        new Mismatch("a", null, 4L, "how many documents it should have is not known")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void anIndexAgreesOnlyWithANumberThatIsKnown(String name, IndexCount should, Counted found, Mismatch mismatch) {
        Comparison comparison = compare(should, found);
        assertThat(comparison.agrees()).isEqualTo(mismatch == null);
        assertThat(comparison.mismatches()).isEqualTo(mismatch == null ? List.of() : List.of(mismatch));
        assertThat(comparison.told("x").differing()).isEqualTo(mismatch == null ? 0 : 1);
    }

    @Test
    void numbersComeFirst() {
        Comparison comparison =
                Comparison.of(Scenes.made(), Scenes.counts(), Map.of("a", new Counted.Not("closed"), "b", of("b1", 4)));
        assertThat(comparison.reason()).isEqualTo("CountMismatch");
        assertThat(comparison.words())
                .isEqualTo("index b has 4 documents and should have 5, and 1 more: see status.verification");
    }

    @Test
    void theStatusHasTheFirstTwenty() {
        Map<String, String> targets = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            targets.put("i" + i, "i" + i);
        }
        RestoreRecord record = new RestoreRecord(Scenes.PLACE, List.of(), targets, Map.of(), List.of(), Map.of());
        Comparison comparison = Comparison.of(record, Scenes.counts(), Map.of());
        assertThat(comparison.told("file").mismatches()).hasSize(20);
        assertThat(comparison.told("file").differing()).isEqualTo(30);
        assertThat(comparison.told("file").mismatchesConfigMap()).isEqualTo("file");
        assertThat(compare(SOME, of("a1", 1)).told("file").mismatchesConfigMap())
                .isNull();
    }
}
