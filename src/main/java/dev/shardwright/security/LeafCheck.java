package dev.shardwright.security;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** Decides whether a certificate that exists still does, or must be issued anew. */
public final class LeafCheck {
    private LeafCheck() {}

    /** Why a certificate must be issued anew. */
    public enum Reason {
        /** There is no certificate or no key. */
        MISSING,
        /** The certificate or the key cannot be read. */
        UNREADABLE,
        /** The key is not the certificate's. */
        KEY_MISMATCH,
        /** Another authority signed it. */
        OTHER_AUTHORITY,
        /** It stands for other names than wanted. */
        NAMES_CHANGED,
        /** Less than one third of its lifetime is left. */
        EXPIRES_SOON
    }

    /** The first reason that holds, in the order of {@link Reason}; empty when the certificate is fine. */
    public static Optional<Reason> check(
            Optional<String> certificatePem,
            Optional<String> privateKeyPem,
            CertificateAuthority authority,
            LeafRequest wanted,
            Instant now) {
        if (certificatePem.filter(pem -> !pem.isBlank()).isEmpty()
                || privateKeyPem.filter(pem -> !pem.isBlank()).isEmpty()) {
            return Optional.of(Reason.MISSING);
        }
        Optional<X509Certificate> certificate = certificatePem.flatMap(Pem::certificate);
        Optional<CertificateInfo> info = certificate.flatMap(CertificateInfo::of);
        Optional<PrivateKey> key = privateKeyPem.flatMap(Pem::privateKey);
        if (certificate.isEmpty() || info.isEmpty() || key.isEmpty()) {
            return Optional.of(Reason.UNREADABLE);
        }
        if (!Keys.match(key.get(), certificate.get().getPublicKey())) {
            return Optional.of(Reason.KEY_MISMATCH);
        }
        X509Certificate issuer = authority.certificate();
        if (!Chains.signedBy(issuer, certificate.get())) {
            return Optional.of(Reason.OTHER_AUTHORITY);
        }
        if (!info.get().dnsNames().equals(wanted.dnsNames())
                || !info.get().ipAddresses().equals(wanted.ipAddresses())) {
            return Optional.of(Reason.NAMES_CHANGED);
        }
        // One that ends with its authority gains nothing from being issued again: the authority's turn comes first.
        boolean endsWithAuthority =
                !info.get().notAfter().isBefore(issuer.getNotAfter().toInstant());
        return info.get().expiresSoon(now) && !endsWithAuthority ? Optional.of(Reason.EXPIRES_SOON) : Optional.empty();
    }
}
