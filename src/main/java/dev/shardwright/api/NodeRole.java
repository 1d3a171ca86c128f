package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A role of an Elasticsearch node, in Elasticsearch's own words. */
public enum NodeRole {
    @JsonProperty("master")
    MASTER,
    @JsonProperty("voting_only")
    VOTING_ONLY,
    @JsonProperty("data")
    DATA,
    @JsonProperty("data_content")
    DATA_CONTENT,
    @JsonProperty("data_hot")
    DATA_HOT,
    @JsonProperty("data_warm")
    DATA_WARM,
    @JsonProperty("data_cold")
    DATA_COLD,
    @JsonProperty("data_frozen")
    DATA_FROZEN,
    @JsonProperty("ingest")
    INGEST,
    @JsonProperty("ml")
    ML,
    @JsonProperty("remote_cluster_client")
    REMOTE_CLUSTER_CLIENT,
    @JsonProperty("transform")
    TRANSFORM;

    /** The word that elasticsearch.yml uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a node of this role holds shards. */
    public boolean holdsShards() {
        return this == DATA || word().startsWith("data_");
    }
}
