package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How far a snapshot is. */
@JsonClassDescription("How far it is. Written by the operator alone.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SnapshotStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription("Name of the snapshot in the repository. Fixed before it is started.")
        String snapshot,

        @JsonPropertyDescription("Its identity, given by Elasticsearch.")
        String uuid,

        @JsonPropertyDescription("When the operator set out to start it (RFC 3339). From then on the spec is fixed.")
        String startedAt,

        @JsonPropertyDescription("When it ended, well or not (RFC 3339). From then on nothing is done any more.")
        String finishedAt,

        @JsonPropertyDescription("Shards that are through, in percent; bytes weigh when they are known.")
        Integer percent,

        @JsonPropertyDescription("Shards.") ShardProgress shards,

        @JsonPropertyDescription("Bytes that this snapshot adds to the repository.")
        ByteProgress bytes,

        @JsonPropertyDescription("Time that is left at the pace so far, for example 4m.")
        String eta,

        @JsonPropertyDescription("How many indices it holds.")
        Integer indices,

        @JsonPropertyDescription("How many documents were counted in them.")
        Long documents,

        @JsonPropertyDescription("How long Elasticsearch took, for example 272s.")
        String duration,

        @JsonPropertyDescription("Version of the server that took it.")
        String version,

        @JsonPropertyDescription("ConfigMap with the counts by index.")
        String countsConfigMap,

        @JsonPropertyDescription("The first 20 shards that failed.")
        List<ShardFailure> failures,

        @JsonPropertyDescription("What it waits for, in one line. Absent when it waits for nothing.")
        String waitingFor,

        @JsonPropertyDescription("Succeeded: True once finished with every shard and counted; False when it ended"
                + " otherwise; Unknown until then.")
        List<Condition> conditions) {

    public SnapshotStatus {
        failures = failures == null ? List.of() : List.copyOf(failures);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** A status that says nothing yet. */
    public static SnapshotStatus none() {
        return new SnapshotStatus(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** A builder that begins with all of this. */
    public SnapshotStatusBuilder toBuilder() {
        return new SnapshotStatusBuilder(this);
    }

    /** The same without the small steps, which are written a few at a time. */
    public SnapshotStatus withoutProgress() {
        return toBuilder().percent(null).shards(null).bytes(null).eta(null).build();
    }
}
