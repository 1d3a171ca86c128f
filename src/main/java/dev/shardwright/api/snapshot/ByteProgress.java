package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many bytes are through. */
public record ByteProgress(
        @JsonPropertyDescription("All of them.") long total,
        @JsonPropertyDescription("Those that are done.") long done) {}
