package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Thousands of Restores with faults, kills and people; each is told by its seed. */
class RestoreSimulationTest {
    private static final long SEED = Long.getLong("restore.seed", 1);
    private static final int RUNS = Integer.getInteger("restore.runs", 2_000);

    @Test
    void everyStoryEndsWell() {
        Map<String, Integer> endings = new TreeMap<>();
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            RestoreStory story = new RestoreStory(seed);
            List<String> wrongs = story.tell();
            if (!wrongs.isEmpty()) {
                fail("-Drestore.seed=" + seed + " -Drestore.runs=1: " + wrongs + "\n"
                        + String.join("\n", story.trace()));
            }
            endings.merge(story.ending(), 1, Integer::sum);
        }
        if (RUNS >= 1_000) {
            assertThat(endings)
                    .as("stories end in every way")
                    .containsKeys(
                            "Verified",
                            "NotVerified",
                            "CountMismatch",
                            "DocumentMismatch",
                            "IndexConflict",
                            "RestoreFailed",
                            "NotCounted",
                            "Unclear",
                            "Deleted");
        }
    }
}
