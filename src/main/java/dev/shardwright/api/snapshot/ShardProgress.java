package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many shards are through. */
public record ShardProgress(
        @JsonPropertyDescription("All of them.") int total,
        @JsonPropertyDescription("Those that are done.") int done,
        @JsonPropertyDescription("Those that failed.") int failed) {}
