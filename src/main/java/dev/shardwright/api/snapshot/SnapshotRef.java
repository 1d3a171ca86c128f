package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A Snapshot of the same namespace. */
public record SnapshotRef(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of a Snapshot in this namespace.")
        String name) {}
