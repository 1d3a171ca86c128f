package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotDeletion;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.SnapshotSpec;
import dev.shardwright.api.snapshot.SnapshotTemplate;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;

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
        snapshot.setSpec(spec(template.spec()));
        return snapshot;
    }

    /** Retention would leave everything in the repository for ever if it only deleted resources. */
    private static SnapshotSpec spec(SnapshotSpec spec) {
        return spec.deletionPolicy() == null ? spec.withDeletionPolicy(SnapshotDeletion.Delete) : spec;
    }
}
