package dev.shardwright.snapshot.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Thousands of short stories of a repository and a snapshot, in virtual time. */
class SnapshotSimulationTest {
    private static final long STORIES = Long.getLong("snapshot.stories", 1500);
    private static final long FIRST = Long.getLong("snapshot.first", 1);

    @Test
    void whateverHappensOneSnapshotIsTakenAndToldTruly() {
        Set<String> ends = new TreeSet<>();
        for (long seed = FIRST; seed < FIRST + STORIES; seed++) {
            try {
                ends.add(Story.tell(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("story " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(ends).contains("Completed", "Partial", "Failed", "NameTaken");
    }
}
