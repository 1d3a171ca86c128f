package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import java.time.Instant;
import java.util.Optional;

/** The plan for a snapshot, for tests outside this package. */
public final class SnapshotPasses {
    private SnapshotPasses() {}

    public static Decision<SnapshotStatus> decide(
            Snapshot resource,
            Optional<SnapshotRepository> repository,
            Sites.Lookup site,
            Optional<String> changing,
            Optional<Counts> counts,
            Findings findings,
            Instant now) {
        return SnapshotPlan.of(
                new SnapshotView(resource, repository, site, Optional.of("cluster-uuid"), changing, counts, findings),
                now);
    }
}
