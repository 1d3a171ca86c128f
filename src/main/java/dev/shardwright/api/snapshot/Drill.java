package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A rehearsal: the newest good snapshot is restored, compared and thrown away. */
@ValidationRule(
        value = "has(self.scratchIndices) != has(self.throwAwayCluster)",
        message =
                "drill: exactly one of scratchIndices and throwAwayCluster must be set: where the snapshot is restored")
public record Drill(
        @Required
        @Size(min = 6, max = 100)
        @JsonPropertyDescription("When, as a cron expression like that of the schedule, for example 0 5 * * 0. A"
                + " drill that is due while the one before has not ended, or left something to clear away, is left out."
                + " To end one that hangs, delete its Restore (<schedule>-drill-<date>-<time>).")
        String schedule,

        @Size(max = 100) @JsonPropertyDescription("What is restored. Default: everything that the snapshot holds.")
        List<String> indices,

        @JsonPropertyDescription("Into the cluster that took it, under other names, which are deleted afterwards.")
        ScratchIndices scratchIndices,

        @JsonPropertyDescription("Into an ElasticCluster that is made for it, called <schedule>-drill, and deleted"
                + " afterwards with its volumes. For repositories with clusterRef; version, image, config, pod template and"
                + " secure settings are those of that cluster.")
        ThrowAwayCluster throwAwayCluster) {

    public Drill {
        indices = indices == null ? List.of() : List.copyOf(indices);
    }
}
