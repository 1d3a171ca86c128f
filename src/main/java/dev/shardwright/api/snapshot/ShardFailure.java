package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A shard that failed. */
public record ShardFailure(
        @JsonPropertyDescription("Its index.") String index,
        @JsonPropertyDescription("Its number.") int shard,

        @JsonPropertyDescription("The cause that Elasticsearch gives.")
        String reason) {}
