package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What the comparison found. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationResult(
        @JsonPropertyDescription("How many indices were compared.")
        Integer indices,

        @JsonPropertyDescription("How many documents they have.")
        Long documents,

        @JsonPropertyDescription("How many documents were compared by their hash.")
        Integer samples,

        @JsonPropertyDescription("How many indices differ.") Integer differing,
        @JsonPropertyDescription("The first 20 of them.") List<Mismatch> mismatches,

        @JsonPropertyDescription("ConfigMap with all of them. Absent when there are no more than 20.")
        String mismatchesConfigMap) {

    public VerificationResult {
        mismatches = mismatches == null ? List.of() : List.copyOf(mismatches);
    }
}
