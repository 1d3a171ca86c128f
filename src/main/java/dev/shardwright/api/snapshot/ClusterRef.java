package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An ElasticCluster of the same namespace. */
public record ClusterRef(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of an ElasticCluster in this namespace.")
        String name) {}
