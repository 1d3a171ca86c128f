package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.ScheduledRun;
import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import dev.shardwright.support.ResourceGauges;
import dev.shardwright.support.Timestamps;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How well a schedule protects, as metrics: {@code shardwright_snapshot_schedule_kept}, and, in seconds since 1970,
 * {@code ..._last_success_timestamp_seconds}, {@code ..._last_failure_timestamp_seconds} (a run that failed or was left
 * out) and {@code ..._last_proof_timestamp_seconds}. What has never happened has no series.
 */
final class ScheduleMetrics {
    private static final String NAME = "shardwright.snapshot.schedule.";

    private final ResourceGauges kept;
    private final ResourceGauges success;
    private final ResourceGauges failure;
    private final ResourceGauges proof;

    /** Reports to the registry. */
    ScheduleMetrics(MeterRegistry registry) {
        kept = new ResourceGauges(registry, NAME + "kept", "", "Good snapshots of a SnapshotSchedule that are there");
        success = time(registry, "success", "When the newest good snapshot of a SnapshotSchedule ended");
        failure = time(registry, "failure", "When a run of a SnapshotSchedule last failed or was left out");
        proof = time(registry, "proof", "When a drill of a SnapshotSchedule last found every document");
    }

    /** Tells what a status says. Not called for one schedule by two threads at once. */
    void tell(ResourceID schedule, SnapshotScheduleStatus status) {
        kept.tell(schedule, Map.of(Tags.empty(), status.kept().longValue()));
        success.tell(schedule, latest(status.lastSuccess()));
        failure.tell(schedule, latest(status.lastFailure(), status.lastMissed()));
        proof.tell(schedule, latest(status.lastProof()));
    }

    /** Forgets a schedule. */
    void forget(ResourceID schedule) {
        Stream.of(kept, success, failure, proof).forEach(gauges -> gauges.forget(schedule));
    }

    private static ResourceGauges time(MeterRegistry registry, String what, String description) {
        return new ResourceGauges(
                registry, NAME + "last." + what + ".timestamp", "seconds", description + ", in seconds since 1970");
    }

    private static Map<Tags, Long> latest(ScheduledRun... runs) {
        return Stream.of(runs)
                .flatMap(Stream::ofNullable)
                .map(ScheduledRun::at)
                .map(Timestamps::parse)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .map(Instant::getEpochSecond)
                .map(at -> Map.of(Tags.empty(), at))
                .orElse(Map.of());
    }
}
