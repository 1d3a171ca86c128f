package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.Rename;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.Verification;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Optional;

/**
 * The Restore of a drill of this very schedule.
 *
 * @param due       the time for which the drill was due
 * @param snapshot  name of the Snapshot that it restores
 * @param prefix    of the scratch indices; empty when it restores into a cluster of its own
 * @param started   whether it may have changed the cluster
 * @param endedAt   when it ended; empty while it has not
 * @param isProof   whether it ended with every document counted and found
 * @param deleting  whether it is being deleted
 * @param message   what it says of itself
 */
record DrillRun(
        String name,
        String uid,
        Instant due,
        String snapshot,
        Optional<String> prefix,
        boolean started,
        Optional<Instant> endedAt,
        boolean isProof,
        boolean deleting,
        String message) {

    /** What scratch indices are called: the prefix, then the name that they have in the snapshot. */
    static final String ALL = "(.+)";

    /** The whole name. */
    static final String SAME = "$1";

    /** Whether it goes on. */
    boolean isUnderWay() {
        return endedAt.isEmpty() && !deleting;
    }

    /** Whether it restores into a cluster that is thrown away. */
    boolean throwsAway() {
        return prefix.isEmpty();
    }

    /** Whether it may have left indices behind. */
    boolean leftIndices() {
        return endedAt.isPresent() && started && !throwsAway();
    }

    /** The drill that a Restore stands for; empty when the schedule, by its UID, does not own it. */
    static Optional<DrillRun> of(SnapshotSchedule schedule, Restore restore) {
        ObjectMeta metadata = restore.getMetadata();
        String name = schedule.getMetadata().getName();
        return Run.stamp(name, metadata)
                .filter(due -> Owner.owns(schedule, metadata))
                .filter(due -> metadata.getName().equals(RunName.restore(name, due)))
                .filter(due -> restore.getSpec().snapshotRef() != null)
                .filter(due ->
                        prefix(restore).isPresent() || target(restore).equals(Optional.of(RunName.throwAway(name))))
                .map(due -> of(restore, due));
    }

    private static DrillRun of(Restore restore, Instant due) {
        Optional<RestoreStatus> status = Optional.ofNullable(restore.getStatus());
        Optional<Condition> succeeded = status.flatMap(s -> Turn.find(s.conditions(), "Succeeded"));
        Optional<Instant> endedAt = status.flatMap(s -> Timestamps.parse(s.finishedAt()));
        return new DrillRun(
                restore.getMetadata().getName(),
                restore.getMetadata().getUid(),
                due,
                restore.getSpec().snapshotRef().name(),
                prefix(restore),
                status.map(RestoreStatus::startedAt).isPresent(),
                endedAt,
                endedAt.isPresent() && isProof(restore, succeeded),
                restore.getMetadata().getDeletionTimestamp() != null,
                succeeded.map(Condition::getMessage).orElse("says nothing of how it ended"));
    }

    private static boolean isProof(Restore restore, Optional<Condition> succeeded) {
        return restore.getSpec().verification() != Verification.None
                && !restore.getSpec().dryRun()
                && succeeded
                        .filter(c -> "True".equals(c.getStatus()) && "Verified".equals(c.getReason()))
                        .isPresent();
    }

    private static Optional<String> target(Restore restore) {
        return Optional.ofNullable(restore.getSpec().clusterRef()).map(ClusterRef::name);
    }

    private static Optional<String> prefix(Restore restore) {
        return Optional.ofNullable(restore.getSpec().rename())
                .filter(r -> r.pattern().equals(ALL))
                .map(Rename::replacement)
                .filter(r -> r.endsWith(SAME))
                .map(r -> r.substring(0, r.length() - SAME.length()))
                .filter(prefix -> !prefix.isBlank());
    }
}
