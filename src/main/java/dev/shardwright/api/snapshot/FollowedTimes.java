package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The times that count. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FollowedTimes(
        @JsonPropertyDescription("The cron expression.") String schedule,

        @JsonPropertyDescription("Its time zone.") String timeZone,

        @JsonPropertyDescription(
                "From when on they count (RFC 3339): the creation of the resource, or when the operator"
                        + " saw that they had changed. Earlier times are never made up for.")
        String since) {}
