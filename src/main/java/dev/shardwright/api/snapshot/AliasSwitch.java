package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An alias that the target gets. */
@ValidationRule(
        value = "self.alias != self.index",
        message = "alias and index are the same: an index is found by its own name anyway, remove the alias")
public record AliasSwitch(
        @Required
        @Size(min = 1, max = 255)
        @JsonPropertyDescription("The alias, for example the name of the index on the" + " source.")
        String alias,

        @Required @Size(min = 1, max = 255) @JsonPropertyDescription("The index on the target.")
        String index) {}
