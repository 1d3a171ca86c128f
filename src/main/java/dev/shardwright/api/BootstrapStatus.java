package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** How far the first formation of the cluster is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BootstrapStatus(
        @JsonPropertyDescription(
                "Pending: not begun. Forming: the first masters are electing. Complete: the cluster has an identity.")
        State state,

        @JsonPropertyDescription("The masters that formed the cluster, frozen when the formation began.")
        List<String> initialMasterNodes,

        @JsonPropertyDescription("When the cluster was first seen formed (or adopted from kept volumes).")
        String completedAt) {

    /** The steps of the formation. */
    public enum State {
        Pending,
        Forming,
        Complete
    }

    public BootstrapStatus {
        initialMasterNodes = initialMasterNodes == null ? List.of() : List.copyOf(initialMasterNodes);
    }
}
