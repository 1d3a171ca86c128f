package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * How long snapshots of a schedule are kept. Good is one whose condition Succeeded is True. Of those that failed the newest
 * three stay, and the newest partial one as long as there is no newer good one.
 */
@ValidationRule(
        value = "!has(self.minCount) || !has(self.maxCount) || self.minCount <= self.maxCount",
        message = "retention.minCount must not be above retention.maxCount")
public record Retention(
        @Size(max = 20)
        @ValidationRule(
                value = "self.matches('^[1-9][0-9]*[hdw]$')",
                message = "retention.maxAge must be a number with h, d or w, for example 30d")
        @JsonPropertyDescription(
                "Older good snapshots are deleted, for example 30d. h, d and w are hours, days and"
                        + " weeks. Of those that failed the newest three stay, whatever their age. Default: age does not count.")
        String maxAge,

        @Min(0)
        @JsonPropertyDescription("At least so many good snapshots stay, whatever their age. Default 1. The newest good"
                + " one stays with 0 too.")
        Integer minCount,

        @Min(1) @JsonPropertyDescription("At most so many good snapshots stay; the oldest go first. Default: no limit.")
        Integer maxCount) {

    public Retention {
        minCount = minCount == null ? 1 : minCount;
    }
}
