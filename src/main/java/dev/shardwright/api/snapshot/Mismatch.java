package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** An index that is not as it should be. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mismatch(
        @JsonPropertyDescription("Name of the index after the restore.")
        String index,

        @JsonPropertyDescription("How many documents it should have: a number, or the lowest and the highest one.")
        String expected,

        @JsonPropertyDescription("How many it has. Absent when the index is missing.")
        Long found,

        @JsonPropertyDescription("What else is wrong, for example a document that differs.")
        String message) {}
