package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A Snapshot that a schedule of this name made.
 *
 * @param due      the time for which it was due
 * @param verdict  what came of it
 * @param taken    its name in the repository, once it has one
 * @param endedAt  when it ended; empty while it has not
 * @param deleting whether it is being deleted
 * @param message  what it says of itself
 */
record Run(
        String name,
        String uid,
        Instant due,
        Verdict verdict,
        Optional<String> taken,
        Optional<Instant> endedAt,
        boolean deleting,
        String message) {

    /** What came of it. */
    enum Verdict {
        /** Every shard, and counted. */
        GOOD,
        /** Some shards are missing. */
        PARTIAL,
        /** There is no snapshot. */
        FAILED,
        /** It has not ended, or does not say how. */
        UNKNOWN
    }

    /** Whether it was made and has not ended. One that is being deleted is as good as ended: it is cancelled. */
    boolean isUnderWay() {
        return endedAt.isEmpty() && !deleting;
    }

    /** Whether it is good, and stays. */
    boolean isGood() {
        return verdict == Verdict.GOOD && !deleting;
    }

    /** Whether it ended otherwise, and stays. */
    boolean isBad() {
        return (verdict == Verdict.PARTIAL || verdict == Verdict.FAILED) && !deleting;
    }

    /**
     * The run that a Snapshot stands for. Label, annotation and name must agree: what a person labelled by hand is none.
     */
    static Optional<Run> of(String schedule, Snapshot snapshot) {
        ObjectMeta metadata = snapshot.getMetadata();
        return stamp(schedule, metadata)
                .filter(due -> metadata.getName().equals(RunName.snapshot(schedule, due)))
                .map(due -> of(snapshot, due));
    }

    /** The time in the annotation of an object that carries the label of this schedule. */
    static Optional<Instant> stamp(String schedule, ObjectMeta metadata) {
        Map<String, String> labels = Optional.ofNullable(metadata.getLabels()).orElse(Map.of());
        return Optional.ofNullable(metadata.getAnnotations())
                .filter(annotations -> schedule.equals(labels.get(Labels.SCHEDULE)))
                .flatMap(annotations -> Timestamps.parse(annotations.get(Labels.SCHEDULED_AT)));
    }

    private static Run of(Snapshot snapshot, Instant due) {
        Optional<SnapshotStatus> status = Optional.ofNullable(snapshot.getStatus());
        Optional<Condition> succeeded = status.flatMap(s -> Turn.find(s.conditions(), "Succeeded"));
        Optional<Instant> endedAt = status.flatMap(s -> Timestamps.parse(s.finishedAt()));
        return new Run(
                snapshot.getMetadata().getName(),
                snapshot.getMetadata().getUid(),
                due,
                endedAt.isPresent() ? verdict(succeeded) : Verdict.UNKNOWN,
                status.map(SnapshotStatus::snapshot),
                endedAt,
                snapshot.getMetadata().getDeletionTimestamp() != null,
                succeeded
                        .map(Condition::getMessage)
                        .or(() -> status.map(SnapshotStatus::waitingFor))
                        .orElse("has not begun"));
    }

    private static Verdict verdict(Optional<Condition> succeeded) {
        return switch (succeeded.map(Condition::getStatus).orElse("Unknown")) {
            case "True" -> Verdict.GOOD;
            case "False" -> "Partial".equals(succeeded.get().getReason()) ? Verdict.PARTIAL : Verdict.FAILED;
            default -> Verdict.UNKNOWN;
        };
    }
}
