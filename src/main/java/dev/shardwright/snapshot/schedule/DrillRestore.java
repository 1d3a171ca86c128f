package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.Conflict;
import dev.shardwright.api.snapshot.Drill;
import dev.shardwright.api.snapshot.Rename;
import dev.shardwright.api.snapshot.RepositoryRef;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.SnapshotRef;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.Verification;
import java.time.Instant;
import java.util.List;

/** The Restore of a drill. It overwrites nothing, and counts. */
final class DrillRestore {
    /** A cluster of one pool need not have what these ask for. */
    private static final List<String> PLACEMENT = List.of(
            "index.routing.allocation.require.*",
            "index.routing.allocation.include.*",
            "index.routing.allocation.exclude.*");

    private DrillRestore() {}

    /** The Restore of this Snapshot by the drill that is due then. */
    static Restore of(SnapshotSchedule schedule, String snapshot, Instant due) {
        String name = schedule.getMetadata().getName();
        Drill drill = schedule.getSpec().drill();
        Restore restore = new Restore();
        restore.setMetadata(Owner.metadata(schedule, RunName.restore(name, due), due));
        restore.setSpec(
                drill.scratchIndices() != null
                        ? scratch(drill, snapshot)
                        : elsewhere(drill, snapshot, RunName.throwAway(name)));
        return restore;
    }

    private static RestoreSpec scratch(Drill drill, String snapshot) {
        Rename rename = new Rename(DrillRun.ALL, drill.scratchIndices().prefix() + DrillRun.SAME);
        return spec(null, null, drill, snapshot, rename, false, List.of());
    }

    private static RestoreSpec elsewhere(Drill drill, String snapshot, String place) {
        return spec(new ClusterRef(place), new RepositoryRef(place), drill, snapshot, null, true, PLACEMENT);
    }

    private static RestoreSpec spec(
            ClusterRef cluster,
            RepositoryRef repository,
            Drill drill,
            String snapshot,
            Rename rename,
            boolean includeAliases,
            List<String> ignoredSettings) {
        return new RestoreSpec(
                cluster,
                repository,
                new SnapshotRef(snapshot),
                null,
                drill.indices(),
                rename,
                includeAliases,
                false,
                List.of(),
                null,
                ignoredSettings,
                Conflict.Fail,
                Verification.Counts,
                null,
                false);
    }
}
