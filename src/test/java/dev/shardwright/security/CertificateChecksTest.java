package dev.shardwright.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.security.LeafCheck.Reason;
import dev.shardwright.security.SuppliedCertificate.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What is remembered is never the answer to another question. */
class CertificateChecksTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("a", NOW, YEAR.multipliedBy(2));
    private static final CertificateAuthority OTHER = CertificateAuthority.create("a", NOW, YEAR.multipliedBy(2));
    private static final LeafRequest NAMES = new LeafRequest("n", List.of("n.example"), List.of());
    private static final IssuedCertificate LEAF = AUTHORITY.issue(NAMES, NOW, YEAR);
    private static final IssuedCertificate TWIN = AUTHORITY.issue(NAMES, NOW, YEAR);

    private static final CertificateChecks CHECKS = new CertificateChecks();

    /** Asked again and again, in one order, of one memory. */
    @RepeatedTest(2)
    void everyQuestionKeepsItsOwnAnswer() {
        assertThat(CHECKS.authority(AUTHORITY.certificatePem(), AUTHORITY.privateKeyPem()))
                .contains(AUTHORITY);
        assertThat(CHECKS.authority(AUTHORITY.certificatePem(), OTHER.privateKeyPem()))
                .as("a wrong key stays wrong")
                .isEmpty();
        assertThat(CHECKS.authority(LEAF.certificatePem(), LEAF.privateKeyPem()))
                .isEmpty();
        assertThat(CHECKS.hasIssued(AUTHORITY, LEAF.certificatePem())).isTrue();
        assertThat(CHECKS.hasIssued(OTHER, LEAF.certificatePem())).isFalse();
        assertThat(leaf(LEAF.privateKeyPem(), NOW)).isEmpty();
        assertThat(leaf(TWIN.privateKeyPem(), NOW)).contains(Reason.KEY_MISMATCH);
        assertThat(leaf("<html>", NOW)).contains(Reason.UNREADABLE);
    }

    @Test
    void timeIsNeverRemembered() {
        Instant late = NOW.plus(Duration.ofDays(300));
        assertThat(leaf(LEAF.privateKeyPem(), NOW)).isEmpty();
        assertThat(leaf(LEAF.privateKeyPem(), late)).contains(Reason.EXPIRES_SOON);
        assertThat(leaf(LEAF.privateKeyPem(), NOW)).isEmpty();
        assertThat(CHECKS.expiresSoon(AUTHORITY, NOW)).isFalse();
        assertThat(CHECKS.expiresSoon(AUTHORITY, NOW.plus(YEAR.multipliedBy(2))))
                .isTrue();
        assertThat(supplied(Optional.of(LEAF.privateKeyPem()), Optional.empty()).flaw(NOW))
                .isEmpty();
        assertThat(supplied(Optional.of(LEAF.privateKeyPem()), Optional.empty()).flaw(NOW.plus(YEAR)))
                .contains(Flaw.EXPIRED);
        assertThat(supplied(Optional.of(LEAF.privateKeyPem()), Optional.empty()).flaw(NOW.minus(YEAR)))
                .contains(Flaw.NOT_YET_VALID);
    }

    @RepeatedTest(2)
    void suppliedCertificateWithAndWithoutItsPartsAreTwoQuestions() {
        assertThat(supplied(Optional.of(LEAF.privateKeyPem()), Optional.empty()).flaw(NOW))
                .isEmpty();
        assertThat(supplied(Optional.of(LEAF.privateKeyPem()), Optional.of("none"))
                        .flaw(NOW))
                .contains(Flaw.AUTHORITY_UNREADABLE);
        assertThat(supplied(Optional.empty(), Optional.empty()).flaw(NOW)).contains(Flaw.KEY_MISSING);
        assertThat(supplied(Optional.of(TWIN.privateKeyPem()), Optional.empty()).flaw(NOW))
                .contains(Flaw.KEY_MISMATCH);
    }

    private static Optional<Reason> leaf(String key, Instant at) {
        return LeafCheck.check(Optional.of(LEAF.certificatePem()), Optional.of(key), AUTHORITY, NAMES, CHECKS, at);
    }

    private static SuppliedCertificate supplied(Optional<String> key, Optional<String> authority) {
        return CHECKS.supplied(Optional.of(LEAF.certificatePem()), key, authority);
    }
}
