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
            CertificateChecks checks,
            Instant now) {
        Optional<String> certificate = certificatePem.filter(pem -> !pem.isBlank());
        Optional<String> key = privateKeyPem.filter(pem -> !pem.isBlank());
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.of(Reason.MISSING);
        }
        Optional<Reason> broken = checks.pair(certificate.get(), key.get());
        if (broken.isPresent()) {
            return broken;
        }
        if (!checks.hasIssued(authority, certificate.get())) {
            return Optional.of(Reason.OTHER_AUTHORITY);
        }
        CertificateInfo info = checks.info(certificate.get()).orElseThrow();
        if (!info.dnsNames().equals(wanted.dnsNames()) || !info.ipAddresses().equals(wanted.ipAddresses())) {
            return Optional.of(Reason.NAMES_CHANGED);
        }
        return info.expiresSoon(now) && !endsWith(authority, info, checks)
                ? Optional.of(Reason.EXPIRES_SOON)
                : Optional.empty();
    }

    /** One that ends with its authority gains nothing from being issued again: the authority's turn comes first. */
    private static boolean endsWith(CertificateAuthority authority, CertificateInfo leaf, CertificateChecks checks) {
        return checks.info(authority.certificatePem())
                .filter(issuer -> !leaf.notAfter().isBefore(issuer.notAfter()))
                .isPresent();
    }

    /** What is wrong with a certificate and its key whoever issued it, and at any time. */
    static Optional<Reason> pair(String certificatePem, String privateKeyPem) {
        Optional<X509Certificate> certificate = Pem.certificate(certificatePem);
        Optional<PrivateKey> key = Pem.privateKey(privateKeyPem);
        if (certificate.flatMap(CertificateInfo::of).isEmpty() || key.isEmpty()) {
            return Optional.of(Reason.UNREADABLE);
        }
        return Keys.match(key.get(), certificate.get().getPublicKey())
                ? Optional.empty()
                : Optional.of(Reason.KEY_MISMATCH);
    }
}
