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
        @Size(min = 9, max = 100)
        @JsonPropertyDescription("When, as a cron expression of five fields, for example 0 2 * * * (each night at two)."
                + " Macros such as @daily are understood.")
        String schedule,

        @Size(min = 1, max = 64)
        @Default("Etc/UTC")
        @JsonPropertyDescription("Time zone of the schedule, for example Europe/Berlin. Default Etc/UTC.")
        String timeZone,

        @JsonPropertyDescription("true: no new runs; retention and drills go on. Default false.")
        Boolean suspend,

        @Default("Forbid")
        @JsonPropertyDescription("Forbid (default): a run that is due while the one before has not ended is left out."
                + " Allow: it starts all the same.")
        ConcurrencyPolicy concurrencyPolicy,

        @Min(10)
        @JsonPropertyDescription("How many seconds late a run may still start, for example after the operator was away."
                + " Later than that, it is missed. Of several missed runs only the latest is made up for. Default: until"
                + " the next one is due.")
        Long startingDeadlineSeconds,

        @JsonPropertyDescription("Which snapshots of this schedule are deleted. Default: none. The newest good one is"
                + " never deleted.")
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
