package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A bucket of S3, or of a service that speaks its language. */
public record S3Location(
        @Required
        @Size(min = 3, max = 255)
        @ValidationRule(
                value = "self.matches('^[a-zA-Z0-9][-a-zA-Z0-9._]*[a-zA-Z0-9]$')",
                message = "s3.bucket must be the bare name of a bucket, without s3:// and path: the path belongs into"
                        + " basePath")
        @JsonPropertyDescription("Name of the bucket. It must exist.")
        String bucket,

        @Size(min = 1, max = 100) @JsonPropertyDescription("Region of the bucket, for example eu-central-1.")
        String region,

        @Size(min = 1, max = 1000)
        @JsonPropertyDescription(
                "Address of the service, for example https://minio.example.org:9000. Default: Amazon's.")
        String endpoint,

        @Size(max = 500)
        @ValidationRule(
                value = "!self.startsWith('/') && !self.endsWith('/')",
                message = "s3.basePath must not begin or end with /")
        @JsonPropertyDescription("Folder in the bucket. Two clusters never write to the same one. Default: the top.")
        String basePath,

        @JsonPropertyDescription(
                "true: http://host/bucket instead of http://bucket.host, which most services other than"
                        + " Amazon's need. Default false.")
        Boolean pathStyleAccess,

        @Size(min = 1, max = 100)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$')",
                message = "s3.client must hold only lower-case letters, digits, - and _")
        @JsonPropertyDescription("Name of the S3 client in the keystore (s3.client.<name>.access_key). Default: on an"
                + " ElasticCluster with Static credentials the name of this resource, else default.")
        String client,

        @JsonPropertyDescription("Who the nodes are to S3. Default: type InstanceRole.")
        S3Credentials credentials) {

    public S3Location {
        pathStyleAccess = Boolean.TRUE.equals(pathStyleAccess);
        credentials = credentials == null ? new S3Credentials(null, null, null) : credentials;
    }
}
