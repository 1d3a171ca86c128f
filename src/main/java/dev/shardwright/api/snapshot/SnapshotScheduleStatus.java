package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What ran, and what comes next. */
@JsonClassDescription("What ran, and what comes next. Written by the operator alone.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SnapshotScheduleStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription("The times at which runs are due.")
        FollowedTimes followed,

        @JsonPropertyDescription("The times at which drills are due. Absent without a drill.")
        FollowedTimes followedDrill,

        @JsonPropertyDescription("The time of the last run that was due and dealt with (RFC 3339).")
        String lastScheduled,

        @JsonPropertyDescription("The newest good snapshot that is there.")
        ScheduledRun lastSuccess,

        @JsonPropertyDescription("The newest run that did not end well.")
        ScheduledRun lastFailure,

        @JsonPropertyDescription("The newest run that was left out, and why.")
        ScheduledRun lastMissed,

        @JsonPropertyDescription("The newest drill whose restored documents were all there.")
        ScheduledRun lastProof,

        @JsonPropertyDescription("The newest drill that did not end well, or was left out.")
        ScheduledRun lastFailedDrill,

        @JsonPropertyDescription("The time of the last drill that was due and dealt with (RFC 3339).")
        String lastDrillScheduled,

        @JsonPropertyDescription("The newest drill whose scratch indices are known to be gone.")
        String clearedDrill,

        @JsonPropertyDescription("When the next run is due (RFC 3339). Absent while suspended.")
        String nextRun,

        @JsonPropertyDescription("When the next drill is due (RFC 3339).")
        String nextDrill,

        @JsonPropertyDescription("How many good snapshots of this schedule are kept.")
        Integer kept,

        @JsonPropertyDescription(
                "Ready: the schedule can be understood and its repository is ready. Protected: the last"
                        + " run that was due ended well, and a good snapshot is there.")
        List<Condition> conditions) {

    public SnapshotScheduleStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The same with this condition in place of the one of its type. */
    public SnapshotScheduleStatus with(Condition condition) {
        return new SnapshotScheduleStatus(
                observedGeneration,
                followed,
                followedDrill,
                lastScheduled,
                lastSuccess,
                lastFailure,
                lastMissed,
                lastProof,
                lastFailedDrill,
                lastDrillScheduled,
                clearedDrill,
                nextRun,
                nextDrill,
                kept,
                conditions.stream()
                        .map(c -> c.getType().equals(condition.getType()) ? condition : c)
                        .toList());
    }
}
