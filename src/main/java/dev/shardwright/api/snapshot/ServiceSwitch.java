package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The name that the application uses. */
public record ServiceSwitch(
        @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
                "A Service of type ExternalName in this namespace that the operator makes and keeps: first"
                        + " it leads to the source, after the switch to the target. A Service of that name that somebody else made"
                        + " is left alone, and the Migration says so.")
        String name) {}
