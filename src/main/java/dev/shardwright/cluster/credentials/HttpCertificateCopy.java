package dev.shardwright.cluster.credentials;

import dev.shardwright.security.CertificateChecks;
import dev.shardwright.security.SuppliedCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * The user's own HTTP certificate as nodes mount it: a copy, taken only when Elasticsearch can work with it.
 *
 * @param copy what the nodes' Secret should hold; empty when there has never been anything good
 * @param warning why the copy is older than the user's Secret
 * @param flaw why there is no copy
 */
record HttpCertificateCopy(Optional<StoredCertificate> copy, Optional<Warning> warning, Optional<Flaw> flaw) {

    /**
     * Takes or keeps the copy.
     *
     * @param source name of the user's Secret
     * @param supplied the user's Secret
     * @param stored what the nodes' Secret holds now, whoever issued it
     */
    static HttpCertificateCopy of(
            String source, Optional<Secret> supplied, StoredCertificate stored, CertificateChecks checks, Instant now) {
        StoredCertificate offered = StoredCertificate.of(source, supplied);
        Optional<SuppliedCertificate.Flaw> offeredFlaw = flaw(offered, checks, now);
        if (offeredFlaw.isEmpty()) {
            StoredCertificate copy =
                    new StoredCertificate(stored.name(), offered.certificate(), offered.key(), offered.trust());
            return new HttpCertificateCopy(Optional.of(copy), Optional.empty(), Optional.empty());
        }
        String what = "spec.http.tls.secretName: "
                + (supplied.isEmpty()
                        ? "there is no Secret " + source + " in this namespace"
                        : "Secret " + source + ": " + offeredFlaw.get().words());
        boolean missing = isMissing(offeredFlaw.get());
        if (!isGoodEnough(stored, checks, now)) {
            return new HttpCertificateCopy(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Flaw(
                            missing ? Flaw.Reason.SecretMissing : Flaw.Reason.InvalidSpec,
                            what + ": put a good certificate there or remove the field")));
        }
        Warning.Reason reason = offeredFlaw.get() == SuppliedCertificate.Flaw.EXPIRED
                ? Warning.Reason.HttpCertificateExpired
                : missing ? Warning.Reason.HttpCertificateMissing : Warning.Reason.HttpCertificateBroken;
        return new HttpCertificateCopy(
                Optional.of(stored),
                Optional.of(
                        new Warning(
                                reason,
                                what
                                        + ": nodes keep the certificate that they have; put a good one there or remove the field")),
                Optional.empty());
    }

    private static boolean isMissing(SuppliedCertificate.Flaw flaw) {
        return flaw == SuppliedCertificate.Flaw.CERTIFICATE_MISSING || flaw == SuppliedCertificate.Flaw.KEY_MISSING;
    }

    /** An expired one is still one that nodes can start with. */
    private static boolean isGoodEnough(StoredCertificate stored, CertificateChecks checks, Instant now) {
        return flaw(stored, checks, now)
                .filter(flaw -> flaw != SuppliedCertificate.Flaw.EXPIRED)
                .isEmpty();
    }

    private static Optional<SuppliedCertificate.Flaw> flaw(
            StoredCertificate certificate, CertificateChecks checks, Instant now) {
        return checks.supplied(certificate.certificate(), certificate.key(), certificate.trust())
                .flaw(now);
    }
}
