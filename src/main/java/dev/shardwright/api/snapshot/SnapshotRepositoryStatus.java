package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the operator saw of a repository. */
@JsonClassDescription("What the operator sees. Written by the operator alone.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SnapshotRepositoryStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription("The cluster: the name of an ElasticCluster, or the host of an external one.")
        String cluster,

        @JsonPropertyDescription("s3 or fs.") String type,

        @JsonPropertyDescription("Name of the repository in Elasticsearch.")
        String repository,

        @JsonPropertyDescription("Identity that the repository carries in itself, where the server tells it: two"
                + " repositories with the same one are the same place.")
        String uuid,

        @JsonPropertyDescription("When every node last proved that it can use the repository (RFC 3339).")
        String verifiedAt,

        @JsonPropertyDescription("How many nodes proved it.")
        Integer verifiedNodes,

        @JsonPropertyDescription("Digest of what was registered last: the registration is renewed when it changes.")
        String registered,

        @JsonPropertyDescription("Ready: registered, and verified by every node of the cluster.")
        List<Condition> conditions) {

    public SnapshotRepositoryStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
