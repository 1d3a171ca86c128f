package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The NetworkPolicy of the cluster. */
public record NetworkPolicySpec(
        @JsonPropertyDescription(
                "true: no NetworkPolicy. Default false: the transport port is open to the cluster's own nodes"
                        + " alone, the HTTP port to everybody (it asks for a password).")
        Boolean disabled) {

    public NetworkPolicySpec {
        disabled = Boolean.TRUE.equals(disabled);
    }
}
