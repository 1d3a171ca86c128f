package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An alias that the target gets. */
public record AliasSwitch(
        @Required
        @Size(min = 1, max = 255)
        @JsonPropertyDescription("The alias, for example the name of the index on the" + " source.")
        String alias,

        @Required @Size(min = 1, max = 255) @JsonPropertyDescription("The index on the target.")
        String index) {}
