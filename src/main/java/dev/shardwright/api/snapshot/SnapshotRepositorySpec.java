package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** Which cluster, and which place. */
@JsonClassDescription("Which cluster, and which place.")
@ValidationRule(
        value = "has(self.clusterRef) != has(self.external)",
        message = "exactly one of clusterRef and external must be set: on which cluster the repository is registered")
@ValidationRule(
        value = "has(self.s3) != has(self.fs)",
        message = "exactly one of s3 and fs must be set: where the snapshots are")
@ValidationRule(
        value = "has(self.clusterRef) == has(oldSelf.clusterRef)"
                + " && (!has(self.clusterRef) || self.clusterRef == oldSelf.clusterRef)"
                + " && (!has(self.external) || !has(oldSelf.external) || self.external.url == oldSelf.external.url)",
        message = "the cluster of a repository cannot change: make a new SnapshotRepository")
@ValidationRule(
        value = "has(self.name) == has(oldSelf.name) && (!has(self.name) || self.name == oldSelf.name)",
        message = "name cannot change: make a new SnapshotRepository",
        fieldPath = ".name")
public record SnapshotRepositorySpec(
        @JsonPropertyDescription("The ElasticCluster on which it is registered. Either this or external.")
        ClusterRef clusterRef,

        @JsonPropertyDescription("A cluster that the operator does not run. Either this or clusterRef.")
        External external,

        @Size(min = 1, max = 200)
        @ValidationRule(
                value = "!self.matches('[A-Z\\\\s\"*\\\\\\\\<>|,/?#]') && !self.startsWith('_')",
                message =
                        "name must be in lower case, without spaces and without the characters \" * \\\\ < > | , / ? #,"
                                + " and must not begin with _")
        @JsonPropertyDescription("Name of the repository in Elasticsearch. Default: the name of this resource.")
        String name,

        @JsonPropertyDescription("A bucket of S3, or of a service that speaks its language.")
        S3Location s3,

        @JsonPropertyDescription("A file system that every node shares.")
        FsLocation fs,

        @JsonPropertyDescription(
                "true: the cluster reads snapshots that another one writes, and never writes. All clusters"
                        + " but one must be read-only on the same place. Default false.")
        Boolean readOnly,

        @Size(max = 30)
        @JsonPropertyDescription("Further settings of the repository, in Elasticsearch's words, for example"
                + " max_snapshot_bytes_per_sec: 80mb. Those that other fields set are refused by name.")
        Map<String, String> settings,

        @JsonPropertyDescription("true: register it although another cluster is known to write to the same place. Two"
                + " writers damage each other's snapshots: only for the case that the other one is gone for good. Default"
                + " false.")
        Boolean allowSecondWriter,

        @Default("Retain")
        @JsonPropertyDescription(
                "Retain (default): deleting this resource leaves the repository registered. Deregister: it is taken out of"
                        + " the cluster. The snapshots stay in either case.")
        RepositoryDeletion deletionPolicy) {

    public SnapshotRepositorySpec {
        readOnly = Boolean.TRUE.equals(readOnly);
        settings = settings == null ? Map.of() : Map.copyOf(settings);
        allowSecondWriter = Boolean.TRUE.equals(allowSecondWriter);
        deletionPolicy = deletionPolicy == null ? RepositoryDeletion.Retain : deletionPolicy;
    }
}
