package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.Verification;
import dev.shardwright.snapshot.counts.Counts;
import java.util.List;
import java.util.Optional;

/**
 * Whether there is anything to compare the restored documents with. Better said before than after the work.
 *
 * @param counts what is known of the content of the snapshot; empty when nothing is
 */
record Expectations(RestoreSpec spec, Optional<Counts> counts) {

    void check(List<Obstacle> obstacles) {
        if (spec.verification() == Verification.None) {
            return;
        }
        if (spec.compareWith() == null && counts.isEmpty()) {
            obstacles.add(new Obstacle(
                    Obstacle.Reason.NothingToCompareWith,
                    "how many documents there should be is not known: set spec.snapshotRef to a Snapshot that counted"
                            + " them, spec.compareWith to a cluster that has them, or spec.verification to None"));
        } else if (spec.verification() == Verification.CountsAndSamples && !areRemembered()) {
            obstacles.add(new Obstacle(
                    Obstacle.Reason.NothingToCompareWith,
                    "the Snapshot remembers no documents, its spec.samples is 0: set spec.verification to Counts"));
        }
    }

    private boolean areRemembered() {
        return counts.stream().flatMap(c -> c.indices().values().stream()).anyMatch(i -> i.samples() != null);
    }
}
