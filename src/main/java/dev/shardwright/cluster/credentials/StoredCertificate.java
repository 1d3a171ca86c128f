package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.security.AuthorityExpiredException;
import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.CertificateChecks;
import dev.shardwright.security.IssuedCertificate;
import dev.shardwright.security.LeafCheck;
import dev.shardwright.security.LeafRequest;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Secret that nodes mount: certificate, key, and the authorities to trust.
 *
 * @param name of the Secret
 * @param certificate tls.crt
 * @param key tls.key
 * @param trust ca.crt
 */
record StoredCertificate(String name, Optional<String> certificate, Optional<String> key, Optional<String> trust) {
    private static final Duration LIFETIME = Duration.ofDays(365);

    static StoredCertificate of(String name, Optional<Secret> secret) {
        return new StoredCertificate(
                name,
                SecretData.text(secret, "tls.crt"),
                SecretData.text(secret, "tls.key"),
                SecretData.text(secret, "ca.crt"));
    }

    boolean isUsable() {
        return certificate.isPresent() && key.isPresent();
    }

    /**
     * The same certificate as long as it is good, else a new one.
     *
     * @throws AuthorityExpiredException when a new one is needed and the authority has ended
     */
    StoredCertificate issuedBy(
            CertificateAuthority authority, String trusted, LeafRequest names, CertificateChecks checks, Instant now) {
        boolean good =
                LeafCheck.check(certificate, key, authority, names, checks, now).isEmpty();
        if (good) {
            return new StoredCertificate(name, certificate, key, Optional.of(trusted));
        }
        IssuedCertificate leaf = authority.issue(names, now, LIFETIME);
        return new StoredCertificate(
                name, Optional.of(leaf.certificatePem()), Optional.of(leaf.privateKeyPem()), Optional.of(trusted));
    }

    Secret secret(ElasticCluster cluster) {
        Map<String, String> texts = new HashMap<>();
        certificate.ifPresent(text -> texts.put("tls.crt", text));
        key.ifPresent(text -> texts.put("tls.key", text));
        trust.ifPresent(text -> texts.put("ca.crt", text));
        return SecretData.of(cluster, name, SecretData.OPAQUE, texts);
    }

    /** Without the key: this may end up in a log. */
    @Override
    public String toString() {
        return "StoredCertificate[" + name + "]";
    }
}
