package dev.shardwright.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final LeafRequest NODES = new LeafRequest(
            "search", List.of("search-http.prod.svc", "*.search-nodes.prod.svc"), List.of("::1", "10.0.0.7"));

    private final CertificateAuthority authority = CertificateAuthority.create("search, transport=1", NOW, YEAR);

    @Test
    void issuesWhatJavaAccepts() throws Exception {
        X509Certificate leaf =
                certificate(authority.issue(NODES, NOW, Duration.ofDays(90)).certificatePem());
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(date(NOW.plus(Duration.ofDays(89))));
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        assertThat(CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(List.of(leaf)), parameters))
                .isNotNull();
        assertThat(leaf.getExtendedKeyUsage()).containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getSerialNumber().signum()).isPositive();
        assertThat(leaf.getExtensionValue("2.5.29.35"))
                .as("authority key identifier")
                .isNotNull();
        assertThat(leaf.getExtensionValue("2.5.29.14"))
                .as("subject key identifier")
                .isNotNull();
        assertThat(authority.certificate().getBasicConstraints()).isZero();
    }

    @Test
    void saysWhatItStandsForAndSinceWhen() {
        IssuedCertificate issued = authority.issue(NODES, NOW, Duration.ofDays(90));
        CertificateInfo info = CertificateInfo.parse(issued.certificatePem()).orElseThrow();
        assertThat(info.dnsNames()).isEqualTo(NODES.dnsNames());
        assertThat(info.ipAddresses()).isEqualTo(NODES.ipAddresses()).contains("0:0:0:0:0:0:0:1");
        assertThat(info.subject()).isEqualTo("CN=search");
        assertThat(info.notBefore()).isBefore(NOW);
        assertThat(info.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(90)));
    }

    @Test
    void noLeafOutlivesItsAuthority() {
        Instant late = NOW.plus(YEAR).minus(Duration.ofDays(1));
        IssuedCertificate issued = authority.issue(NODES, late, Duration.ofDays(90));
        assertThat(CertificateInfo.parse(issued.certificatePem()).orElseThrow().notAfter())
                .isEqualTo(NOW.plus(YEAR));
        assertThatThrownBy(() -> authority.issue(NODES, NOW.plus(YEAR), YEAR))
                .isInstanceOf(AuthorityExpiredException.class);
    }

    @Test
    void expiresSoonInItsLastThird() {
        assertThat(new CertificateChecks().expiresSoon(authority, NOW.plus(Duration.ofDays(243))))
                .isFalse();
        assertThat(new CertificateChecks().expiresSoon(authority, NOW.plus(Duration.ofDays(244))))
                .isTrue();
    }

    @Test
    void readsItselfAndNothingElse() {
        CertificateAuthority other = CertificateAuthority.create("other", NOW, YEAR);
        IssuedCertificate leaf = authority.issue(NODES, NOW, YEAR);
        assertThat(CertificateAuthority.parse(authority.certificatePem(), authority.privateKeyPem()))
                .contains(authority);
        assertThat(CertificateAuthority.parse(authority.certificatePem(), other.privateKeyPem()))
                .isEmpty();
        assertThat(CertificateAuthority.parse(leaf.certificatePem(), leaf.privateKeyPem()))
                .as("a leaf is no authority")
                .isEmpty();
        String cut = authority.certificatePem().substring(0, 200);
        for (String garbage :
                List.of("", "<html>", cut, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")) {
            assertThat(CertificateAuthority.parse(garbage, authority.privateKeyPem()))
                    .isEmpty();
            assertThat(CertificateAuthority.parse(authority.certificatePem(), garbage))
                    .isEmpty();
            assertThat(CertificateInfo.parse(garbage)).isEmpty();
        }
    }

    /** While authorities are replaced, nodes trust two of the same name. */
    @Test
    void twoAuthoritiesOfOneNameAreTrustedBesideEachOther() throws Exception {
        CertificateAuthority successor = CertificateAuthority.create("search, transport=1", NOW, YEAR);
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("one", authority.certificate());
        store.setCertificateEntry("other", successor.certificate());
        PKIXParameters parameters = new PKIXParameters(store);
        parameters.setRevocationEnabled(false);
        parameters.setDate(date(NOW));
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (CertificateAuthority signer : List.of(authority, successor)) {
            String leaf = signer.issue(NODES, NOW, YEAR).certificatePem();
            assertThat(signer.hasIssued(leaf)).isTrue();
            assertThat(authority.hasIssued(leaf)).isEqualTo(signer.equals(authority));
            assertThat(CertPathValidator.getInstance("PKIX")
                            .validate(factory.generateCertPath(List.of(certificate(leaf))), parameters))
                    .isNotNull();
        }
    }

    @Test
    void tellsTheSerialAsElasticsearchDoes() {
        String pem = authority.issue(NODES, NOW, YEAR).certificatePem();
        assertThat(CertificateInfo.parse(pem).orElseThrow().serial())
                .matches("[1-9a-f][0-9a-f]*")
                .isEqualTo(certificate(pem).getSerialNumber().toString(16));
    }

    @Test
    void hidesItsKey() {
        assertThat(authority.toString()).doesNotContain("PRIVATE");
        assertThat(authority.issue(NODES, NOW, YEAR).toString()).doesNotContain("PRIVATE");
        assertThat(authority.privateKeyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void refusesNamesThatAreNone() {
        assertThatThrownBy(() -> new LeafRequest("n", List.of(), List.of("localhost")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LeafRequest(" ", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new LeafRequest("n".repeat(100), List.of(), List.of()).commonName())
                .hasSize(64);
    }

    private static X509Certificate certificate(String pem) {
        return Pem.certificate(pem).orElseThrow();
    }

    @SuppressWarnings("JavaUtilDate") // what PKIXParameters takes
    private static Date date(Instant instant) {
        return Date.from(instant);
    }
}
