package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** A running cluster whose documents are counted. */
@ValidationRule(
        value = "has(self.clusterRef) != has(self.external)",
        message = "compareWith: exactly one of clusterRef and external must be set")
public record CompareWith(
        @JsonPropertyDescription("An ElasticCluster of this namespace.")
        ClusterRef clusterRef,

        @JsonPropertyDescription("A cluster that the operator does not run.")
        External external) {}
