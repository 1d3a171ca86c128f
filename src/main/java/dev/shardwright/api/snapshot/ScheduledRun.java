package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One run of a schedule. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduledRun(
        @JsonPropertyDescription("Name of the Snapshot or Restore.")
        String name,

        @JsonPropertyDescription("When it ended, or when it was due if it has not ended (RFC 3339).")
        String at,

        @JsonPropertyDescription("What came of it.") String message) {}
