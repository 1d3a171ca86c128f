package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How many nodes may change at a time. */
public record Update(
        @Min(1)
        @Default("1")
        @JsonPropertyDescription("How many nodes of the cluster may be down for a planned change. Default 1.")
        Integer maxUnavailable,

        @Min(0)
        @Default("1")
        @JsonPropertyDescription(
                "How many nodes may exist above the wanted number while pools are replaced. Default 1.")
        Integer maxSurge,

        @Size(max = 100)
        @JsonPropertyDescription("Change it to any new text, and every node is restarted once, one after the other.")
        String restartTrigger,

        @Size(max = 10)
        @JsonPropertyDescription(
                "Rules of the plan (the names in status.plan[].blockedBy) that no longer hold nodes back. This may cost"
                        + " availability and, where there is a single copy, data: take them out again afterwards."
                        + " The condition Overridden says which ones are out of force.")
        List<OverridableRule> ignoreRules) {

    public Update {
        maxUnavailable = maxUnavailable == null ? 1 : maxUnavailable;
        maxSurge = maxSurge == null ? 1 : maxSurge;
        ignoreRules = ignoreRules == null ? List.of() : List.copyOf(ignoreRules);
    }
}
