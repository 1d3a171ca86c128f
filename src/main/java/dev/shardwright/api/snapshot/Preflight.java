package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What was found before a restore began. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preflight(
        @JsonPropertyDescription("How many indices are to be restored.")
        Integer indices,

        @JsonPropertyDescription("The first 20 of them, under their new names.")
        List<String> first,

        @JsonPropertyDescription("How many shards they will have during the restore.")
        Integer shards,

        @JsonPropertyDescription("Their size in the repository in bytes, where it is known.")
        Long bytes,

        @JsonPropertyDescription("Bytes that the data nodes can take before their low watermark.")
        Long freeBytes,

        @JsonPropertyDescription("Version of the server that took the snapshot.")
        String snapshotVersion,

        @JsonPropertyDescription("Version of the cluster that restores it.")
        String clusterVersion,

        @JsonPropertyDescription("What stands in the way. Empty: nothing.")
        List<String> obstacles,

        @JsonPropertyDescription("What is worth knowing and does not stand in the way.")
        List<String> notes) {

    public Preflight {
        first = first == null ? List.of() : List.copyOf(first);
        obstacles = obstacles == null ? List.of() : List.copyOf(obstacles);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }
}
