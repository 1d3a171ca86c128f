package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How far a migration is. */
@JsonClassDescription("How far it is. Written by the operator alone.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MigrationStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription("The cluster that has the documents.")
        String source,

        @JsonPropertyDescription("The cluster that takes them.")
        String target,

        @JsonPropertyDescription("How far it is.") Phase phase,

        @JsonPropertyDescription("How many times the rest was copied since the source takes no writes. Absent before.")
        Integer round,

        @JsonPropertyDescription(
                "When the first change was made to a cluster (RFC 3339). From then on only cutover may" + " change.")
        String startedAt,

        @JsonPropertyDescription(
                "When it ended, well or not (RFC 3339). From then on nothing is done any more, except a"
                        + " roll-back that is asked for.")
        String finishedAt,

        @JsonPropertyDescription("Since when the source takes no writes (RFC 3339). Absent while it does.")
        String blockedAt,

        @JsonPropertyDescription(
                "The indices of the source that the Migration blocked for writing, and that a roll-back"
                        + " opens again.")
        List<String> blockedIndices,

        @JsonPropertyDescription(
                "When the application was led to the target (RFC 3339). Absent before, and after a" + " roll-back.")
        String switchedAt,

        @JsonPropertyDescription("How many documents were compared, and agree.")
        Long documents,

        @JsonPropertyDescription("What it waits for, in one line. Absent when it waits for nothing.")
        String waitingFor,

        @JsonPropertyDescription(
                "Copied: the first copy was compared and agrees. Succeeded: all that was asked for is" + " done.")
        List<Condition> conditions) {

    public MigrationStatus {
        blockedIndices = blockedIndices == null ? List.of() : List.copyOf(blockedIndices);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The phases of a migration, in their order. */
    public enum Phase {
        /** The place is registered on both clusters. */
        Registering,
        /** The source takes the first snapshot. */
        Snapshotting,
        /** The target restores it, and the documents are compared. */
        Restoring,
        /** The first copy is good; cutover.move says when it goes on. */
        Waiting,
        /** The source stops to take writes. */
        Blocking,
        /** The source takes the rest. */
        DeltaSnapshotting,
        /** The target restores the rest, and the documents are compared. */
        DeltaRestoring,
        /** The application is led to the target. */
        Switching,
        /** The application is at the target. */
        Switched,
        /** The switch is undone, and the source takes writes again. */
        RollingBack,
        /** Nothing is done any more. */
        Ended
    }
}
