package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** When, what, and for how long. */
@JsonClassDescription("When, what, and for how long.")
public record SnapshotScheduleSpec(
        @Required
        @Size(min = 6, max = 100)
        @JsonPropertyDescription("When, as a cron expression of five fields, for example 0 2 * * * (each night at two)."
                + " Macros such as @daily are understood. Times that a clock change skips count once, at the change;"
                + " those that it doubles count once, the first time. After a change of schedule or timeZone only times"
                + " from then on count.")
        String schedule,

        @Size(min = 1, max = 64)
        @Default("Etc/UTC")
        @JsonPropertyDescription(
                "Time zone of the schedule and of the drill, for example Europe/Berlin. Default Etc/UTC.")
        String timeZone,

        @JsonPropertyDescription("true: no new runs; retention and drills go on. Afterwards the latest run that was"
                + " missed is made up for, if startingDeadlineSeconds lets it. Default false.")
        Boolean suspend,

        @Default("Forbid")
        @JsonPropertyDescription("Forbid (default): a run that is due while the one before has not ended is left out."
                + " Allow: it starts all the same, unless ten have not ended. A run that waits for its repository has"
                + " not ended.")
        ConcurrencyPolicy concurrencyPolicy,

        @Min(10)
        @JsonPropertyDescription("How many seconds late a run may still start, for example after the operator was away."
                + " Later than that, it is missed. Of several missed runs only the latest is made up for. Default: until"
                + " the next one is due.")
        Long startingDeadlineSeconds,

        @JsonPropertyDescription("Which snapshots of this schedule are deleted. Default: none. The newest good one is"
                + " never deleted, nor one that a Restore which has not ended reads. Deleting the schedule deletes no"
                + " snapshot; a schedule of the same name takes on those that are there.")
        Retention retention,

        @Required @JsonPropertyDescription("The Snapshot that each run makes.")
        SnapshotTemplate template,

        @JsonPropertyDescription(
                "A rehearsal: the newest good snapshot is restored, compared and thrown away. Default:" + " none.")
        Drill drill) {

    public SnapshotScheduleSpec {
        timeZone = timeZone == null ? "Etc/UTC" : timeZone;
        suspend = Boolean.TRUE.equals(suspend);
        concurrencyPolicy = concurrencyPolicy == null ? ConcurrencyPolicy.Forbid : concurrencyPolicy;
    }
}
