package dev.shardwright.cluster.credentials;

import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.CertificateChecks;
import java.time.Duration;
import java.time.Instant;

/**
 * The authorities of a cluster, which are made and replaced together.
 *
 * @param transport signs the certificate of the transport port
 * @param http signs the certificate of the HTTP port
 */
record AuthorityPair(CertificateAuthority transport, CertificateAuthority http) {
    private static final Duration LIFETIME = Duration.ofDays(3650);

    static AuthorityPair create(String cluster, Instant now) {
        return new AuthorityPair(
                CertificateAuthority.create(cluster + "-transport", now, LIFETIME),
                CertificateAuthority.create(cluster + "-http", now, LIFETIME));
    }

    boolean expiresSoon(CertificateChecks checks, Instant now) {
        return checks.expiresSoon(transport, now) || checks.expiresSoon(http, now);
    }
}
