package dev.shardwright.cluster.credentials;

import dev.shardwright.api.CertificateStatus;
import dev.shardwright.cluster.desired.SecureSettingsChange;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything secret of a cluster.
 *
 * @param secrets the Secrets as they should be, in the order in which to write them. A Secret that could not be written
 *     holds up those after it: they may build on it
 * @param operatorPassword the password of the operator's own user in Elasticsearch
 * @param trustedCertificates PEM certificates of the authorities that sign the HTTP port's certificate; empty without TLS
 * @param pinnedCertificate the user's own certificate, trusted as it is
 * @param secureSettingsGeneration which content of the keystore pods are made for; empty when there is none and never was
 * @param secureSettingsChange the last change of the keystore's content, if pods are not made anew for it
 * @param certificates for the status and for metrics
 * @param rotating whether authorities are being replaced, which goes on only by what the nodes have loaded
 * @param flaws why the spec cannot be followed; what they concern stays as it is
 * @param warnings what a person should mend though the cluster runs on
 */
public record Credentials(
        List<Secret> secrets,
        String operatorPassword,
        List<String> trustedCertificates,
        Optional<String> pinnedCertificate,
        OptionalInt secureSettingsGeneration,
        Optional<SecureSettingsChange> secureSettingsChange,
        List<CertificateStatus> certificates,
        boolean rotating,
        List<Flaw> flaws,
        List<Warning> warnings) {

    /** User name of the operator in Elasticsearch. */
    public static final String OPERATOR_USER = "shardwright-operator";

    /** User name of the readiness probe of old versions. */
    public static final String PROBE_USER = "shardwright-probe";

    /** Without the password: this may end up in a log. */
    @Override
    public String toString() {
        return "Credentials[" + secrets.size() + " secrets]";
    }
}
