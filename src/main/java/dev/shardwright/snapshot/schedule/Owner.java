package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.time.Instant;

/**
 * What makes an object part of a drill: it goes with the schedule. Snapshots are never owned: Kubernetes would delete them
 * with the schedule, and a backup must outlive that.
 */
final class Owner {
    private Owner() {}

    /** Metadata of an object of the drill that is due then. */
    static ObjectMeta metadata(SnapshotSchedule schedule, String name, Instant due) {
        ObjectMeta owner = schedule.getMetadata();
        return new ObjectMetaBuilder()
                .withNamespace(owner.getNamespace())
                .withName(name)
                .addToLabels(Labels.SCHEDULE, owner.getName())
                .addToAnnotations(Labels.SCHEDULED_AT, due.toString())
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(schedule.getApiVersion())
                        .withKind(schedule.getKind())
                        .withName(owner.getName())
                        .withUid(owner.getUid())
                        .withController(true)
                        .build())
                .build();
    }

    /** Whether this very schedule made the object, not an earlier one of the same name, and not a person. */
    static boolean owns(SnapshotSchedule schedule, ObjectMeta metadata) {
        return Run.stamp(schedule.getMetadata().getName(), metadata).isPresent()
                && metadata.getOwnerReferences().stream()
                        .anyMatch(o -> Boolean.TRUE.equals(o.getController())
                                && o.getUid().equals(schedule.getMetadata().getUid()));
    }
}
