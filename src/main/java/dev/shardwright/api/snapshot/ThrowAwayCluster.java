package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.shardwright.api.Storage;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

/** A cluster that lives for the length of a drill: one pool of nodes that are master, data and ingest. */
public record ThrowAwayCluster(
        @Min(1) @Max(20) @Default("1") @JsonPropertyDescription("Number of nodes. Default 1.")
        Integer replicas,

        @JsonPropertyDescription("CPU and memory of each node. Default: as for an ElasticCluster.")
        ResourceRequirements resources,

        @Required @JsonPropertyDescription("The volume of each node.")
        Storage storage) {

    public ThrowAwayCluster {
        replicas = replicas == null ? 1 : replicas;
    }
}
