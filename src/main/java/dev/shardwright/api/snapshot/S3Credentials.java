package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How nodes prove to S3 who they are. */
@ValidationRule(
        value = "self.type != 'Static' || has(self.secretName)",
        message = "credentials.secretName is needed with type Static: a Secret with access_key and secret_key",
        fieldPath = ".secretName")
@ValidationRule(
        value = "self.type == 'Static' || !has(self.secretName)",
        message = "credentials.secretName is of no use without type Static: remove it",
        fieldPath = ".secretName")
@ValidationRule(
        value = "self.type != 'Static' || !has(self.roleArn)",
        message = "credentials.roleArn is of no use with type Static: remove it",
        fieldPath = ".roleArn")
public record S3Credentials(
        @Default("InstanceRole")
        @JsonPropertyDescription(
                "Static: keys from a Secret. WebIdentity: the service account's token, exchanged for the"
                        + " role roleArn (IRSA). InstanceRole (default): what the machine or the service has.")
        Type type,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Secret with access_key and secret_key, and session_token if there is one. On an"
                + " ElasticCluster they go to the keystore of every node. On an external cluster its administrator puts"
                + " them there, under the name in s3.client.")
        String secretName,

        @Size(min = 1, max = 500)
        @JsonPropertyDescription("Role to take on: with WebIdentity that of the pods, one for all repositories of an"
                + " ElasticCluster; on an Amazon service the role that the service passes to S3 (setting"
                + " role_arn).")
        String roleArn) {

    public S3Credentials {
        type = type == null ? Type.InstanceRole : type;
    }

    /** The kinds of proof. */
    public enum Type {
        /** Keys. */
        Static,
        /** The token of a service account. */
        WebIdentity,
        /** What the machine has. */
        InstanceRole
    }
}
