package dev.shardwright.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.security.LeafCheck.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeafCheckTest {
    /** What it remembers of one case never answers another. */
    private static final CertificateChecks CHECKS = new CertificateChecks();

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("ca", NOW, Duration.ofDays(3650));
    private static final LeafRequest WANTED = new LeafRequest("n", List.of("b.example", "a.example"), List.of("::1"));
    private static final IssuedCertificate LEAF = AUTHORITY.issue(WANTED, NOW, VALIDITY);

    @Test
    void aGoodOneStays() {
        assertThat(check(LEAF, AUTHORITY, WANTED, NOW)).isEmpty();
        LeafRequest otherSpelling = new LeafRequest("n", List.of("a.example", "b.example"), List.of("0:0:0:0:0:0:0:1"));
        assertThat(check(LEAF, AUTHORITY, otherSpelling, NOW)).isEmpty();
    }

    @Test
    void missing() {
        Optional<String> key = Optional.of(LEAF.privateKeyPem());
        Optional<String> certificate = Optional.of(LEAF.certificatePem());
        assertThat(LeafCheck.check(Optional.empty(), key, AUTHORITY, WANTED, CHECKS, NOW))
                .contains(Reason.MISSING);
        assertThat(LeafCheck.check(certificate, Optional.empty(), AUTHORITY, WANTED, CHECKS, NOW))
                .contains(Reason.MISSING);
        assertThat(LeafCheck.check(certificate, Optional.of(" "), AUTHORITY, WANTED, CHECKS, NOW))
                .contains(Reason.MISSING);
    }

    @Test
    void unreadable() {
        assertThat(check(new IssuedCertificate("<html>", LEAF.privateKeyPem()), AUTHORITY, WANTED, NOW))
                .contains(Reason.UNREADABLE);
        assertThat(check(new IssuedCertificate(LEAF.certificatePem(), "x"), AUTHORITY, WANTED, NOW))
                .contains(Reason.UNREADABLE);
    }

    @Test
    void keyOfAnother() {
        String other = AUTHORITY.issue(WANTED, NOW, VALIDITY).privateKeyPem();
        assertThat(check(new IssuedCertificate(LEAF.certificatePem(), other), AUTHORITY, WANTED, NOW))
                .contains(Reason.KEY_MISMATCH);
    }

    @Test
    void authorityOfTheSameNameIsAnother() {
        CertificateAuthority successor = CertificateAuthority.create("ca", NOW, Duration.ofDays(3650));
        assertThat(check(LEAF, successor, WANTED, NOW)).contains(Reason.OTHER_AUTHORITY);
    }

    @Test
    void namesChanged() {
        assertThat(check(LEAF, AUTHORITY, new LeafRequest("n", List.of("a.example"), List.of("::1")), NOW))
                .contains(Reason.NAMES_CHANGED);
        assertThat(check(LEAF, AUTHORITY, new LeafRequest("n", WANTED.dnsNames(), List.of()), NOW))
                .contains(Reason.NAMES_CHANGED);
    }

    @Test
    void expiresSoonInItsLastThird() {
        assertThat(check(LEAF, AUTHORITY, WANTED, NOW.plus(Duration.ofDays(59))))
                .isEmpty();
        assertThat(check(LEAF, AUTHORITY, WANTED, NOW.plus(Duration.ofDays(61))))
                .contains(Reason.EXPIRES_SOON);
        assertThat(check(LEAF, AUTHORITY, WANTED, NOW.plus(Duration.ofDays(91))))
                .contains(Reason.EXPIRES_SOON);
    }

    @Test
    void oneThatEndsWithItsAuthorityIsNotIssuedOverAndOver() {
        Instant late = NOW.plus(Duration.ofDays(3650)).minus(Duration.ofMinutes(1));
        IssuedCertificate last = AUTHORITY.issue(WANTED, late, VALIDITY);
        assertThat(check(last, AUTHORITY, WANTED, late)).isEmpty();
    }

    private static Optional<Reason> check(
            IssuedCertificate leaf, CertificateAuthority authority, LeafRequest wanted, Instant now) {
        return LeafCheck.check(
                Optional.of(leaf.certificatePem()), Optional.of(leaf.privateKeyPem()), authority, wanted, CHECKS, now);
    }
}
