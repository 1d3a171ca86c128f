package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One of the two clusters of a migration. */
@ValidationRule(
        value = "has(self.clusterRef) != has(self.external)",
        message = "exactly one of clusterRef and external must be set")
public record MigrationSide(
        @JsonPropertyDescription("An ElasticCluster of this namespace.")
        ClusterRef clusterRef,

        @JsonPropertyDescription("A cluster that the operator does not run.")
        External external,

        @JsonPropertyDescription(
                "How this side proves to S3 who it is, where it differs from repository.s3.credentials.")
        S3Credentials s3Credentials,

        @Size(min = 1, max = 100)
        @JsonPropertyDescription(
                "Name of the S3 client in this side's keystore, where it differs from repository.s3.client.")
        String s3Client,

        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
                "Folder of an fs repository as this side sees it, where it differs from" + " repository.fs.location.")
        String fsLocation) {}
