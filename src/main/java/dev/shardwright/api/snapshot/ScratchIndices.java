package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Indices that live for the length of a drill. */
public record ScratchIndices(
        @Size(min = 3, max = 50)
        @Default("drill-")
        @ValidationRule(
                value = "self.matches('^[a-z][-a-z0-9_]*-$')",
                message =
                        "scratchIndices.prefix must begin with a letter, hold only lower-case letters, digits, - and _,"
                                + " and end with -")
        @JsonPropertyDescription(
                "What their names begin with. Default drill-. Nothing else may be called so: indices of"
                        + " such names are deleted after the drill that made them.")
        String prefix) {

    public ScratchIndices {
        prefix = prefix == null ? "drill-" : prefix;
    }
}
