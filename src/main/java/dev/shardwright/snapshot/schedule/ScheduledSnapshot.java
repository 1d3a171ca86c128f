package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.Drill;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotDeletion;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.SnapshotSpec;
import dev.shardwright.api.snapshot.SnapshotTemplate;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The Snapshot of a run. Nobody owns it: it outlives the schedule. */
final class ScheduledSnapshot {
    private ScheduledSnapshot() {}

    static Snapshot of(SnapshotSchedule schedule, Instant due) {
        SnapshotTemplate template = schedule.getSpec().template();
        Snapshot snapshot = new Snapshot();
        snapshot.setMetadata(new ObjectMetaBuilder()
                .withNamespace(schedule.getMetadata().getNamespace())
                .withName(RunName.snapshot(schedule.getMetadata().getName(), due))
                .withLabels(template.labels())
                .addToLabels(Labels.SCHEDULE, schedule.getMetadata().getName())
                .withAnnotations(template.annotations())
                .addToAnnotations(Labels.SCHEDULED_AT, due.toString())
                .build());
        snapshot.setSpec(
                withoutScratch(spec(template.spec()), schedule.getSpec().drill()));
        return snapshot;
    }

    /** What a drill made for a moment is no data, and would spoil the snapshot when it is cleared away meanwhile. */
    private static SnapshotSpec withoutScratch(SnapshotSpec spec, Drill drill) {
        if (drill == null || drill.scratchIndices() == null) {
            return spec;
        }
        List<String> indices = new ArrayList<>(spec.indices().isEmpty() ? List.of("*") : spec.indices());
        indices.add("-" + drill.scratchIndices().prefix() + "*");
        return spec.withIndices(indices);
    }

    /** Retention would leave everything in the repository for ever if it only deleted resources. */
    private static SnapshotSpec spec(SnapshotSpec spec) {
        return spec.deletionPolicy() == null ? spec.withDeletionPolicy(SnapshotDeletion.Delete) : spec;
    }
}
