package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A SnapshotRepository of the same namespace. */
public record RepositoryRef(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of a SnapshotRepository in this namespace.")
        String name) {}
