package dev.shardwright.cluster.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Everything secret of a cluster.
 *
 * @param secrets the Secrets as they should be, in the order in which to write them
 * @param operatorPassword the password of the operator's own user in Elasticsearch
 * @param trustedCertificates PEM certificates of the authorities that sign the HTTP port's certificate; empty without TLS
 * @param pinnedCertificate the user's own certificate, trusted as it is
 * @param flaw why the users of the spec cannot be; then the file realm stays as it is
 */
public record Credentials(
        List<Secret> secrets,
        String operatorPassword,
        List<String> trustedCertificates,
        Optional<String> pinnedCertificate,
        Optional<String> flaw) {

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
