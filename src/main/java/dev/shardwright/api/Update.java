package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;

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
        Integer maxSurge) {

    public Update {
        maxUnavailable = maxUnavailable == null ? 1 : maxUnavailable;
        maxSurge = maxSurge == null ? 1 : maxSurge;
    }
}
