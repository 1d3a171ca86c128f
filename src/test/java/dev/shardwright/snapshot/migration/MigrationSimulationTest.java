package dev.shardwright.snapshot.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A thousand Migrations with a live writer, faults, kills and people; each is told by its seed. */
class MigrationSimulationTest {
    private static final long SEED = Long.getLong("migration.seed", 1);
    private static final int RUNS = Integer.getInteger("migration.runs", 1_000);

    @Test
    void everyStoryEndsWell() {
        Map<String, Integer> endings = new TreeMap<>();
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            MigrationStory story = new MigrationStory(seed);
            List<String> wrongs = story.tell();
            if (!wrongs.isEmpty()) {
                fail("-Dmigration.seed=" + seed + " -Dmigration.runs=1: " + wrongs + "\n"
                        + String.join("\n", story.trace()));
            }
            endings.merge(story.ending(), 1, Integer::sum);
        }
        if (RUNS >= 1_000) {
            assertThat(endings)
                    .as("stories end in every way")
                    .containsKeys(
                            "Verified",
                            "Switched",
                            "RolledBack",
                            "Waiting",
                            "Deleted",
                            "DataStreams",
                            "CountsMissing",
                            "SourceChanges",
                            "NotVerified",
                            "CountMismatch",
                            "Partial");
        }
    }
}
