package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the operator saw and does. */
@JsonClassDescription("What the operator sees and does. Written by the operator alone.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ElasticClusterStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription(
                "Health as Elasticsearch reports it: green, yellow, red; unknown when it does not answer.")
        String health,

        @Size(max = 20) @JsonPropertyDescription("The lowest version that a node of the cluster runs.")
        String version,

        @JsonProperty("clusterUUID")
        @JsonPropertyDescription("Identity of the Elasticsearch cluster, given by Elasticsearch when it first formed.")
        String clusterUUID,

        @JsonPropertyDescription("Nodes in the cluster and ready / nodes wanted, for example 5/5.")
        String nodes,

        @JsonPropertyDescription("What the cluster waits for, in one line. Absent when it waits for nothing.")
        String waitingFor,

        @JsonPropertyDescription("The first formation of the cluster.")
        BootstrapStatus bootstrap,

        @JsonPropertyDescription("One entry for each node: what is to happen with it and what that waits for.")
        List<NodePlanStatus> plan,

        @JsonPropertyDescription("One entry for each pool with autoscaling: its size, and why.")
        List<AutoscalingStatus> autoscaling,

        @JsonPropertyDescription("The certificates of the cluster, and when they end.")
        List<CertificateStatus> certificates,

        @JsonPropertyDescription(
                "Ready: every wanted node is in the cluster and the cluster answers and is not red."
                        + " Bootstrapped: the cluster has formed. Reconciling: changes are on their way. Stalled: a person is needed.")
        List<Condition> conditions) {

    public ElasticClusterStatus {
        plan = plan == null ? List.of() : List.copyOf(plan);
        autoscaling = autoscaling == null ? List.of() : List.copyOf(autoscaling);
        certificates = certificates == null ? List.of() : List.copyOf(certificates);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
