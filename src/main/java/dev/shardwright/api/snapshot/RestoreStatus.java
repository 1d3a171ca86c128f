package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How far a restore is. */
@JsonClassDescription("How far it is. Written by the operator alone.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription("The cluster that takes the documents.")
        String cluster,

        @JsonPropertyDescription("Name of the repository in Elasticsearch.")
        String repository,

        @JsonPropertyDescription("Name of the snapshot in the repository.")
        String snapshot,

        @JsonPropertyDescription("What was found before it began.")
        Preflight preflight,

        @JsonPropertyDescription(
                "How far it is: Waiting, Checking, Preparing, Restoring, Verifying, PuttingBack or Ended.")
        Step step,

        @JsonPropertyDescription(
                "When the first change was made to the cluster (RFC 3339). From then on the spec is" + " fixed.")
        String startedAt,

        @JsonPropertyDescription("When it ended, well or not (RFC 3339). From then on nothing is done any more.")
        String finishedAt,

        @JsonPropertyDescription("Shards that are through, in percent; bytes weigh when they are known.")
        Integer percent,

        @JsonPropertyDescription("Shards.") ShardProgress shards,
        @JsonPropertyDescription("Bytes.") ByteProgress bytes,

        @JsonPropertyDescription("Time that is left at the pace so far, for example 4m.")
        String eta,

        @JsonPropertyDescription("How long it took, for example 91s.")
        String duration,

        @JsonPropertyDescription("What the comparison found.")
        VerificationResult verification,

        @JsonPropertyDescription("ConfigMap that remembers the settings to be put back. Absent once they are.")
        String settingsConfigMap,

        @JsonPropertyDescription("What it waits for, in one line. Absent when it waits for nothing.")
        String waitingFor,

        @JsonPropertyDescription(
                "Succeeded: True once restored and compared; False when it ended otherwise; Unknown until" + " then.")
        List<Condition> conditions) {

    public RestoreStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** A status that says nothing yet. */
    public static RestoreStatus none() {
        return new RestoreStatus(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** A builder that begins with all of this. */
    public RestoreStatusBuilder toBuilder() {
        return new RestoreStatusBuilder(this);
    }

    /** The same at another step, waiting for nothing. */
    public RestoreStatus at(Step next) {
        return toBuilder().step(next).waitingFor(null).build();
    }

    /** The same, waiting for something. */
    public RestoreStatus waiting(String what) {
        return toBuilder().waitingFor(what).build();
    }

    /** The same with what was found before it began. */
    public RestoreStatus with(Preflight found) {
        return toBuilder().preflight(found).build();
    }

    /** The same, started. */
    public RestoreStatus started(String at) {
        return toBuilder().startedAt(at).build();
    }

    /** The same with the name of the ConfigMap that remembers settings; null when there is nothing to remember. */
    public RestoreStatus remembering(String configMap) {
        return toBuilder().settingsConfigMap(configMap).build();
    }

    /** The same, ended: nothing is left to be put back. */
    public RestoreStatus finished(String at) {
        return toBuilder().finishedAt(at).eta(null).settingsConfigMap(null).build();
    }

    /** The same with the time that it took. */
    public RestoreStatus took(String time) {
        return toBuilder().duration(time).build();
    }

    /** The same, so far. */
    public RestoreStatus progress(Integer percentDone, ShardProgress shardsDone, ByteProgress bytesDone, String left) {
        return toBuilder()
                .percent(percentDone)
                .shards(shardsDone)
                .bytes(bytesDone)
                .eta(left)
                .build();
    }

    /** The same with what the comparison found. */
    public RestoreStatus verified(VerificationResult result) {
        return toBuilder().verification(result).build();
    }

    /** The same of this generation, about this cluster, repository and snapshot, with these conditions. */
    public RestoreStatus told(Long generation, String where, String from, String what, List<Condition> nowTrue) {
        return toBuilder()
                .observedGeneration(generation)
                .cluster(where)
                .repository(from)
                .snapshot(what)
                .conditions(nowTrue)
                .build();
    }

    /** The same without the small steps, which are written a few at a time. */
    public RestoreStatus withoutProgress() {
        return toBuilder().percent(null).shards(null).bytes(null).eta(null).build();
    }

    /** The steps of a restore, in their order. */
    public enum Step {
        /** For the cluster, the repository or the snapshot. */
        Waiting,
        /** Whether it can be done. */
        Checking,
        /** Indices that are to be overwritten are closed. */
        Preparing,
        /** Elasticsearch copies. */
        Restoring,
        /** Documents are counted. */
        Verifying,
        /** Settings are put back. */
        PuttingBack,
        /** Nothing is done any more. */
        Ended
    }
}
