package dev.shardwright.snapshot.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountingTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final Map<Errand<?>, Findings.Finding<?>> found = new HashMap<>();

    private static List<IndexDetails> indices(int many) {
        List<IndexDetails> indices = new ArrayList<>();
        for (int i = many; i > 0; i--) {
            indices.add(new IndexDetails(
                    "i%04d".formatted(i), "u", i != 3, false, Optional.empty(), 1, 1, 0, List.of(), Map.of()));
        }
        return indices;
    }

    private Counting counting(int many) {
        return Counting.of(indices(many), CountIndices.Moment.Before, new Findings(Optional.empty(), found));
    }

    private void answer(Errand<?> errand) {
        Map<String, Counted> counted = new HashMap<>();
        ((CountIndices) errand).indices().forEach(i -> counted.put(i.name(), new Counted.Of(new Tally("u", 1, 1))));
        found.put(errand, new Findings.Finding<>(Reply.answer(counted), NOON));
    }

    @Test
    void aFewAtATimeUntilAllOpenOnesAreCounted() {
        int errands = 0;
        for (Counting c = counting(50); c.next().isPresent(); c = counting(50)) {
            assertThat(((CountIndices) c.next().get()).indices()).hasSizeBetween(1, CountIndices.BATCH);
            answer(c.next().get());
            errands++;
        }
        assertThat(errands).isEqualTo(3);
        assertThat(counting(50).counted()).hasSize(49).doesNotContainKey("i0003");
    }

    @Test
    void theOrderOfTheServerMakesNoDifference() {
        assertThat(Counting.of(indices(9).reversed(), CountIndices.Moment.Before, Findings.NONE))
                .isEqualTo(counting(9));
    }

    @Test
    void aFailureIsToldWithItsTimeAndTheSameIsNext() {
        Errand<?> first = counting(50).next().orElseThrow();
        found.put(first, new Findings.Finding<>(Reply.failure(Problem.BUSY, "busy."), NOON));
        assertThat(counting(50).failure()).contains(new Counting.Trouble(Problem.BUSY, "busy.", NOON));
        assertThat(counting(50).next()).contains((Errand) first);
    }

    @Test
    void nothingToCountIsCounted() {
        assertThat(counting(0).next()).isEmpty();
        assertThat(counting(0).counted()).isEmpty();
    }
}
