package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** The place that both clusters reach. */
@ValidationRule(
        value = "has(self.s3) != has(self.fs)",
        message = "exactly one of s3 and fs must be set: the place that both clusters reach")
public record MigrationRepository(
        @Size(min = 1, max = 200)
        @JsonPropertyDescription("Name of the repository in both clusters. Default: the name of this resource.")
        String name,

        @JsonPropertyDescription("A bucket of S3, or of a service that speaks its language.")
        S3Location s3,

        @JsonPropertyDescription("A file system that all nodes of both clusters share.")
        FsLocation fs,

        @Size(max = 30)
        @JsonPropertyDescription("Further settings of the repository on both clusters, in Elasticsearch's words, for"
                + " example max_snapshot_bytes_per_sec: 80mb, which spares a source that serves.")
        Map<String, String> settings) {

    public MigrationRepository {
        settings = settings == null ? Map.of() : Map.copyOf(settings);
    }
}
