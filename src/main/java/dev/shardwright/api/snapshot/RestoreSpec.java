package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** What is restored, where to, and how it is checked. */
@JsonClassDescription("What is restored, where to, and how it is checked.")
@ValidationRule(
        value = "has(self.snapshotRef) != has(self.snapshot)",
        message = "exactly one of snapshotRef and snapshot must be set: which snapshot is restored")
@ValidationRule(
        value = "has(self.snapshotRef) || has(self.repositoryRef)",
        message = "snapshot needs repositoryRef beside it: the SnapshotRepository that holds it")
@ValidationRule(
        value = "!has(self.compareWith) || self.verification != 'None'",
        message = "compareWith is of no use with verification None: remove one of the two")
@ValidationRule(
        value = "self.verification != 'CountsAndSamples' || has(self.snapshotRef)",
        message = "verification CountsAndSamples needs snapshotRef: the hashes are kept beside a Snapshot")
public record RestoreSpec(
        @JsonPropertyDescription(
                "The ElasticCluster that takes the documents. Default: the cluster of the repository. It"
                        + " is waited for: a cluster that is being made is filled as soon as it is ready.")
        ClusterRef clusterRef,

        @JsonPropertyDescription("The SnapshotRepository, registered on the cluster that takes the documents. Default:"
                + " that of the Snapshot.")
        RepositoryRef repositoryRef,

        @JsonPropertyDescription("The Snapshot. If it has not ended yet, it is waited for. Either this or snapshot.")
        SnapshotRef snapshotRef,

        @Size(min = 1, max = 255)
        @JsonPropertyDescription(
                "Name of a snapshot in the repository that no Snapshot stands for. Either this or" + " snapshotRef.")
        String snapshot,

        @Size(max = 1000)
        @JsonPropertyDescription(
                "Indices and data streams of the snapshot: names, and patterns with * and a leading - to"
                        + " leave some out. Default: all.")
        List<String> indices,

        @JsonPropertyDescription("Other names for what is restored. Default: the same names.")
        Rename rename,

        @JsonPropertyDescription("false: the aliases of the indices are left out. Default true.")
        Boolean includeAliases,

        @JsonPropertyDescription("true: cluster settings, templates, pipelines and policies too. Default false.")
        Boolean includeGlobalState,

        @Size(max = 50)
        @JsonPropertyDescription("Features whose system indices are restored, for example security. Default: none.")
        List<String> featureStates,

        @SchemaFrom(type = Object.class)
        @PreserveUnknownFields
        @JsonPropertyDescription("Settings that the indices have during the restore, put back to what they were in the"
                + " snapshot afterwards. Default: number_of_replicas: 0 and refresh_interval: -1, which is fastest. {}"
                + " leaves all as it is.")
        Map<String, Object> indexSettings,

        @Size(max = 50)
        @JsonPropertyDescription(
                "Settings of the indices that are not restored, for example" + " index.routing.allocation.require.box.")
        List<String> ignoreIndexSettings,

        @Default("Fail")
        @JsonPropertyDescription("Fail (default): when an index of that name is there already, nothing is restored."
                + " Overwrite: exactly those indices are closed and get the content of the snapshot; what was written to"
                + " them since is lost.")
        Conflict conflict,

        @Default("Counts")
        @JsonPropertyDescription(
                "Counts (default): the documents of each index are counted and compared with the numbers"
                        + " kept beside the Snapshot, or with those of compareWith. CountsAndSamples: the remembered documents are"
                        + " compared too. None: no comparison, and Succeeded says NotVerified.")
        Verification verification,

        @JsonPropertyDescription("A running cluster whose indices are counted for the comparison, for snapshots that no"
                + " Snapshot stands for. It must not be written to meanwhile.")
        CompareWith compareWith,

        @JsonPropertyDescription("true: checks everything, says in status.preflight what would happen, and restores"
                + " nothing. Default false.")
        Boolean dryRun) {

    public RestoreSpec {
        indices = indices == null ? List.of() : List.copyOf(indices);
        includeAliases = !Boolean.FALSE.equals(includeAliases);
        includeGlobalState = Boolean.TRUE.equals(includeGlobalState);
        featureStates = featureStates == null ? List.of() : List.copyOf(featureStates);
        indexSettings = indexSettings == null
                ? Map.of("number_of_replicas", 0, "refresh_interval", "-1")
                : Map.copyOf(indexSettings);
        ignoreIndexSettings = ignoreIndexSettings == null ? List.of() : List.copyOf(ignoreIndexSettings);
        conflict = conflict == null ? Conflict.Fail : conflict;
        verification = verification == null ? Verification.Counts : verification;
        dryRun = Boolean.TRUE.equals(dryRun);
    }
}
