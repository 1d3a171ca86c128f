package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Settings of the host's kernel that Elasticsearch needs. */
public record Kernel(
        @JsonPropertyDescription("The limit of memory-mapped areas (vm.max_map_count).")
        MaxMapCount maxMapCount) {

    public Kernel {
        maxMapCount = maxMapCount == null ? new MaxMapCount(null, null) : maxMapCount;
    }
}
