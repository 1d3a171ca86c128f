package dev.shardwright.security;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether Elasticsearch can work with a certificate that a user brings.
 *
 * @param lasting the first flaw that no waiting mends or brings; empty when there is none
 * @param begins  when the last certificate of the chain begins to be valid
 * @param ends    when the first of them ends
 */
public record SuppliedCertificate(Optional<Flaw> lasting, Instant begins, Instant ends) {
    /** What Elasticsearch takes as the first block of a key file. */
    private static final Set<String> KEY_FORMS = Set.of(
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----",
            "-----BEGIN EC PRIVATE KEY-----",
            "-----BEGIN EC PARAMETERS-----");

    private static final Set<String> ALGORITHMS = Set.of("RSA", "EC");

    /** What is wrong with it, in words that continue a message. */
    public enum Flaw {
        CERTIFICATE_MISSING("tls.crt is missing or empty"),
        KEY_MISSING("tls.key is missing or empty"),
        CERTIFICATE_UNREADABLE("tls.crt must hold certificates in PEM and nothing else"),
        CHAIN_BROKEN("in tls.crt each certificate must be followed by that of its issuer"),
        KEY_UNREADABLE("tls.key must be an RSA or EC key in PEM (PKCS#8 or PKCS#1), without a password"),
        KEY_MISMATCH("tls.key is not the key of the first certificate in tls.crt"),
        AUTHORITY_UNREADABLE("ca.crt must hold certificates in PEM and nothing else"),
        NOT_YET_VALID("a certificate in tls.crt is not valid yet"),
        EXPIRED("a certificate in tls.crt has expired");

        private final String words;

        Flaw(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * Looks at it.
     *
     * @param chainPem the certificate and its intermediates
     * @param authorityPem certificates of the authority, if the user gives them
     */
    public static SuppliedCertificate of(
            Optional<String> chainPem, Optional<String> keyPem, Optional<String> authorityPem) {
        if (chainPem.isEmpty()) {
            return flawed(Flaw.CERTIFICATE_MISSING);
        }
        if (keyPem.isEmpty()) {
            return flawed(Flaw.KEY_MISSING);
        }
        List<X509Certificate> chain = certificates(chainPem.get());
        if (chain.isEmpty()) {
            return flawed(Flaw.CERTIFICATE_UNREADABLE);
        }
        if (!isChain(chain)) {
            return flawed(Flaw.CHAIN_BROKEN);
        }
        Optional<PrivateKey> key = key(keyPem.get());
        if (key.isEmpty()) {
            return flawed(Flaw.KEY_UNREADABLE);
        }
        if (!Keys.match(key.get(), chain.getFirst().getPublicKey())) {
            return flawed(Flaw.KEY_MISMATCH);
        }
        if (authorityPem.filter(pem -> certificates(pem).isEmpty()).isPresent()) {
            return flawed(Flaw.AUTHORITY_UNREADABLE);
        }
        return new SuppliedCertificate(
                Optional.empty(),
                Collections.max(
                        chain.stream().map(c -> c.getNotBefore().toInstant()).toList()),
                Collections.min(
                        chain.stream().map(c -> c.getNotAfter().toInstant()).toList()));
    }

    private static SuppliedCertificate flawed(Flaw flaw) {
        return new SuppliedCertificate(Optional.of(flaw), Instant.MAX, Instant.MIN);
    }

    /** The first flaw, in the order of {@link Flaw}; empty when it is fine. */
    public Optional<Flaw> flaw(Instant now) {
        if (lasting.isPresent()) {
            return lasting;
        }
        if (begins.isAfter(now.plus(CertificateBuilder.CLOCK_SKEW))) {
            return Optional.of(Flaw.NOT_YET_VALID);
        }
        return now.isBefore(ends) ? Optional.empty() : Optional.of(Flaw.EXPIRED);
    }

    /** Read by Java itself, as Elasticsearch does: it stumbles over other blocks, but passes over a last one that is cut. */
    private static List<X509Certificate> certificates(String pem) {
        try {
            List<X509Certificate> read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            return read.equals(Pem.certificates(pem)) ? read : List.of();
        } catch (CertificateException e) {
            return List.of();
        }
    }

    private static boolean isChain(List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            if (!Chains.signedBy(chain.get(i), chain.get(i - 1))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<PrivateKey> key(String pem) {
        boolean taken = pem.lines()
                .filter(line -> line.startsWith("-----BEGIN"))
                .findFirst()
                .filter(line -> KEY_FORMS.contains(line.strip()))
                .isPresent();
        return taken ? Pem.privateKey(pem).filter(key -> ALGORITHMS.contains(key.getAlgorithm())) : Optional.empty();
    }
}
