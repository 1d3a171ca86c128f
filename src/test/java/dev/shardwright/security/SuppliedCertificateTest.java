package dev.shardwright.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.security.SuppliedCertificate.Flaw;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuppliedCertificateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final LeafRequest NAMES = new LeafRequest("n", List.of("a.example"), List.of());
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("ca", NOW, YEAR);
    private static final CertificateAuthority STRANGER = CertificateAuthority.create("ca", NOW, YEAR);
    private static final IssuedCertificate LEAF = AUTHORITY.issue(NAMES, NOW, Duration.ofDays(90));
    private static final IssuedCertificate OTHER = AUTHORITY.issue(NAMES, NOW, Duration.ofDays(90));
    private static final String CRT = LEAF.certificatePem();
    private static final String KEY = LEAF.privateKeyPem();
    private static final String CA = AUTHORITY.certificatePem();

    private record Case(String name, String crt, String key, String ca, Instant now, Flaw flaw) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> table() throws GeneralSecurityException, IOException {
        KeyPair rsa = rsa();
        KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String encryptedPkcs8 = pkcs8(rsa).replace(" PRIVATE KEY", " ENCRYPTED PRIVATE KEY");
        String encryptedPkcs1 = traditional(rsa)
                .replaceFirst(
                        "\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n");
        Instant end = NOW.plus(Duration.ofDays(90));
        return Stream.of(
                new Case("as the operator makes them", CRT, KEY, CA, NOW, null),
                new Case("without an authority", CRT, KEY, null, NOW, null),
                new Case("with the authority in the chain", CRT + CA, KEY, CA, NOW, null),
                new Case("text around the blocks", "a comment\n" + CRT, "a comment\n" + KEY, CA, NOW, null),
                new Case("several authorities", CRT, KEY, CA + STRANGER.certificatePem(), NOW, null),
                new Case("until its end", CRT, KEY, CA, end.minusSeconds(1), null),
                new Case("no certificate", null, KEY, CA, NOW, Flaw.CERTIFICATE_MISSING),
                new Case("no key", CRT, null, CA, NOW, Flaw.KEY_MISSING),
                new Case("no PEM", "<html>", KEY, CA, NOW, Flaw.CERTIFICATE_UNREADABLE),
                new Case("cut certificate", CRT.substring(0, 200), KEY, CA, NOW, Flaw.CERTIFICATE_UNREADABLE),
                new Case("cut in the chain", CRT + CA.substring(0, 200), KEY, CA, NOW, Flaw.CERTIFICATE_UNREADABLE),
                new Case("key among the certificates", CRT + KEY, KEY, CA, NOW, Flaw.CERTIFICATE_UNREADABLE),
                new Case("certificate and key mixed up", KEY, CRT, CA, NOW, Flaw.CERTIFICATE_UNREADABLE),
                new Case("chain in the wrong order", CA + CRT, KEY, CA, NOW, Flaw.CHAIN_BROKEN),
                new Case("chain of another", CRT + STRANGER.certificatePem(), KEY, CA, NOW, Flaw.CHAIN_BROKEN),
                new Case("leaf twice", CRT + CRT, KEY, CA, NOW, Flaw.CHAIN_BROKEN),
                new Case("no key in the key", CRT, "<html>", CA, NOW, Flaw.KEY_UNREADABLE),
                new Case("cut key", CRT, KEY.substring(0, 60), CA, NOW, Flaw.KEY_UNREADABLE),
                new Case("certificate before the key", CRT, CRT + KEY, CA, NOW, Flaw.KEY_UNREADABLE),
                new Case("key with a password", CRT, encryptedPkcs8, CA, NOW, Flaw.KEY_UNREADABLE),
                new Case("key with a password, older form", CRT, encryptedPkcs1, CA, NOW, Flaw.KEY_UNREADABLE),
                new Case(
                        "key of a kind that Elasticsearch does not know",
                        CRT,
                        pkcs8(edwards),
                        CA,
                        NOW,
                        Flaw.KEY_UNREADABLE),
                new Case("key of another", CRT, OTHER.privateKeyPem(), CA, NOW, Flaw.KEY_MISMATCH),
                new Case("key of another kind", CRT, pkcs8(rsa), CA, NOW, Flaw.KEY_MISMATCH),
                new Case("authority unreadable", CRT, KEY, "<html>", NOW, Flaw.AUTHORITY_UNREADABLE),
                new Case("not yet", CRT, KEY, CA, NOW.minus(Duration.ofMinutes(11)), Flaw.NOT_YET_VALID),
                new Case("no more", CRT, KEY, CA, end, Flaw.EXPIRED));
    }

    @ParameterizedTest
    @MethodSource("table")
    void saysWhatIsWrong(Case c) {
        assertThat(SuppliedCertificate.of(
                                Optional.ofNullable(c.crt()), Optional.ofNullable(c.key()), Optional.ofNullable(c.ca()))
                        .flaw(c.now()))
                .isEqualTo(Optional.ofNullable(c.flaw()));
    }

    @Test
    void takesTheKeyFormsThatElasticsearchTakes() throws Exception {
        KeyPair rsa = rsa();
        KeyPair ec = Keys.generate();
        for (KeyPair keys : List.of(rsa, ec)) {
            String crt = CertificateBuilder.leaf(
                    NAMES,
                    keys.getPublic(),
                    AUTHORITY.certificate(),
                    Pem.privateKey(AUTHORITY.privateKeyPem()).orElseThrow(),
                    NOW,
                    NOW.plus(YEAR));
            assertThat(traditional(keys)).doesNotContain("BEGIN PRIVATE KEY");
            for (String key : List.of(pkcs8(keys), traditional(keys))) {
                assertThat(SuppliedCertificate.of(Optional.of(crt), Optional.of(key), Optional.empty())
                                .flaw(NOW))
                        .as(key.lines().findFirst().orElseThrow())
                        .isEmpty();
            }
        }
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pkcs8(KeyPair keys) {
        return Pem.block("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** As openssl writes it. */
    private static String traditional(KeyPair keys) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        if (!keys.getPrivate().getAlgorithm().equals("EC")) {
            return Pem.block(
                    "RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
        }
        BigInteger secret = ((ECPrivateKey) keys.getPrivate()).getS();
        return Pem.block(
                        "EC PARAMETERS",
                        info.getPrivateKeyAlgorithm()
                                .getParameters()
                                .toASN1Primitive()
                                .getEncoded())
                + Pem.block(
                        "EC PRIVATE KEY",
                        new org.bouncycastle.asn1.sec.ECPrivateKey(
                                        256,
                                        secret,
                                        info.getPrivateKeyAlgorithm().getParameters())
                                .getEncoded());
    }
}
