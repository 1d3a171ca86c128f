package dev.shardwright.security;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate authority of one cluster: self-signed, EC P-256. Made by {@link #create} or read by {@link #parse}.
 *
 * @param certificatePem its certificate
 * @param privateKeyPem  its key, PKCS#8; secret, and never mounted into a pod
 */
public record CertificateAuthority(String certificatePem, String privateKeyPem) {

    /** A new authority, valid from a few minutes before now until {@code validity} after it. */
    public static CertificateAuthority create(String commonName, Instant now, Duration validity) {
        KeyPair keys = Keys.generate();
        String certificate = CertificateBuilder.authority(
                commonName,
                keys.getPublic(),
                keys.getPrivate(),
                now.minus(CertificateBuilder.CLOCK_SKEW),
                now.plus(validity));
        return new CertificateAuthority(
                certificate, Pem.block("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    /** Reads one. Empty when a text is damaged, the certificate is no authority's, or the key is not its own. */
    public static Optional<CertificateAuthority> parse(String certificatePem, String privateKeyPem) {
        Optional<X509Certificate> certificate = Pem.certificate(certificatePem);
        Optional<PrivateKey> key = Pem.privateKey(privateKeyPem);
        boolean usable = certificate.isPresent()
                && key.isPresent()
                && certificate.get().getBasicConstraints() >= 0
                && Keys.match(key.get(), certificate.get().getPublicKey());
        return usable ? Optional.of(new CertificateAuthority(certificatePem, privateKeyPem)) : Optional.empty();
    }

    /**
     * Issues a certificate with a new key, for servers and clients. It ends {@code validity} after now, or with the
     * authority if that is sooner.
     *
     * @throws AuthorityExpiredException when the authority has no time left
     */
    public IssuedCertificate issue(LeafRequest request, Instant now, Duration validity) {
        X509Certificate authority = certificate();
        Instant end = authority.getNotAfter().toInstant();
        if (!now.isBefore(end)) {
            throw new AuthorityExpiredException(end);
        }
        PrivateKey authorityKey =
                Pem.privateKey(privateKeyPem).orElseThrow(() -> new IllegalStateException("unreadable authority key"));
        Instant wanted = now.plus(validity);
        KeyPair keys = Keys.generate();
        String leaf = CertificateBuilder.leaf(
                request,
                keys.getPublic(),
                authority,
                authorityKey,
                now.minus(CertificateBuilder.CLOCK_SKEW),
                wanted.isBefore(end) ? wanted : end);
        return new IssuedCertificate(
                leaf, Pem.block("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    /** Whether a certificate (the first of the text) bears this authority's signature; whether it has ended plays no part. */
    public boolean hasIssued(String leafPem) {
        return Pem.certificate(leafPem)
                .filter(leaf -> Chains.signedBy(certificate(), leaf))
                .isPresent();
    }

    X509Certificate certificate() {
        return Pem.certificate(certificatePem)
                .orElseThrow(() -> new IllegalStateException("unreadable authority certificate"));
    }

    /** Without the key: this may end up in a log. */
    @Override
    public String toString() {
        return "CertificateAuthority[" + certificatePem + "]";
    }
}
