package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.SnapshotSchedule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * A name that a drill needs for a time.
 *
 * @param uid      of the object there, if it is the drill's
 * @param deleting whether that is being deleted
 * @param isTaken  whether somebody else's object has the name
 */
record Place(Optional<String> uid, boolean deleting, boolean isTaken) {

    static Place of(SnapshotSchedule schedule, Optional<? extends HasMetadata> found) {
        boolean ours = found.filter(f -> Owner.owns(schedule, f.getMetadata())).isPresent();
        return new Place(
                found.filter(f -> ours).map(f -> f.getMetadata().getUid()),
                ours && found.get().getMetadata().getDeletionTimestamp() != null,
                found.isPresent() && !ours);
    }

    boolean isFree() {
        return uid.isEmpty() && !isTaken;
    }
}
