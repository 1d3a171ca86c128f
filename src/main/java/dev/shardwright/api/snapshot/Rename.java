package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Other names for what is restored. */
public record Rename(
        @Required
        @Size(min = 1, max = 500)
        @JsonPropertyDescription("Regular expression on the name of each index and data stream, for example (.+).")
        String pattern,

        @Required @Size(min = 1, max = 500) @JsonPropertyDescription("The new name, for example restored-$1.")
        String replacement) {}
