package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What is taken, and where to. */
@JsonClassDescription("What is taken, and where to.")
public record SnapshotSpec(
        @Required @JsonPropertyDescription("The SnapshotRepository that takes it. It must be Ready and not read-only.")
        RepositoryRef repositoryRef,

        @Size(max = 1000)
        @JsonPropertyDescription(
                "Indices and data streams: names, and patterns with * and a leading - to leave some out."
                        + " Hidden ones (names that begin with a dot) are taken when a pattern names them with its dot. Default:"
                        + " all that are not hidden.")
        List<String> indices,

        @JsonPropertyDescription("true: cluster settings, templates, pipelines and policies too. Default false.")
        Boolean includeGlobalState,

        @Size(max = 50)
        @JsonPropertyDescription(
                "Features whose system indices are taken, in Elasticsearch's words, for example security."
                        + " Default: none.")
        List<String> featureStates,

        @JsonPropertyDescription(
                "true: an index in the list that does not exist is passed over. Default false: it is an" + " error.")
        Boolean ignoreUnavailable,

        @JsonPropertyDescription(
                "true: indices with shards that are not available are taken without these; the snapshot"
                        + " then ends as Partial and never as Succeeded. Default false: such an index is an error.")
        Boolean partial,

        @Min(0)
        @Max(1000)
        @Default("0")
        @JsonPropertyDescription(
                "How many documents of each index are remembered by a hash, so that a Restore can compare"
                        + " their content. Default 0.")
        Integer samples,

        @JsonPropertyDescription(
                "Retain: deleting this resource leaves the snapshot in the repository. Delete: it is deleted there too. A"
                        + " snapshot that is still under way is cancelled in either case. Default Retain; in the template of"
                        + " a SnapshotSchedule Delete.")
        SnapshotDeletion deletionPolicy) {

    public SnapshotSpec {
        indices = indices == null ? List.of() : List.copyOf(indices);
        includeGlobalState = Boolean.TRUE.equals(includeGlobalState);
        featureStates = featureStates == null ? List.of() : List.copyOf(featureStates);
        ignoreUnavailable = Boolean.TRUE.equals(ignoreUnavailable);
        partial = Boolean.TRUE.equals(partial);
        samples = samples == null ? 0 : samples;
    }

    /** What becomes of the snapshot when a Snapshot of this spec is deleted: it stays, unless the spec says otherwise. */
    public SnapshotDeletion effectiveDeletionPolicy() {
        return deletionPolicy == null ? SnapshotDeletion.Retain : deletionPolicy;
    }

    /** The same with another deletion policy. */
    public SnapshotSpec withDeletionPolicy(SnapshotDeletion policy) {
        return new SnapshotSpec(
                repositoryRef, indices, includeGlobalState, featureStates, ignoreUnavailable, partial, samples, policy);
    }

    /** The same of other indices. */
    public SnapshotSpec withIndices(List<String> others) {
        return new SnapshotSpec(
                repositoryRef,
                others,
                includeGlobalState,
                featureStates,
                ignoreUnavailable,
                partial,
                samples,
                deletionPolicy);
    }
}
