package dev.shardwright.security;

import java.time.Instant;
import java.util.Optional;

/**
 * The checks of the certificates of one cluster. What they say of the same texts is remembered, so that passes that find
 * everything unchanged verify no signature; what depends on the time is worked out each time.
 */
public final class CertificateChecks {
    private final Outcomes<Optional<CertificateInfo>> infos = new Outcomes<>();
    private final Outcomes<Boolean> authorities = new Outcomes<>();
    private final Outcomes<Boolean> issued = new Outcomes<>();
    private final Outcomes<Optional<LeafCheck.Reason>> pairs = new Outcomes<>();
    private final Outcomes<SuppliedCertificate> supplied = new Outcomes<>();

    /** See {@link CertificateInfo#parse}. */
    public Optional<CertificateInfo> info(String pem) {
        return infos.of(() -> CertificateInfo.parse(pem), pem);
    }

    /** See {@link CertificateAuthority#parse}. */
    public Optional<CertificateAuthority> authority(String certificatePem, String privateKeyPem) {
        boolean usable = authorities.of(
                () -> CertificateAuthority.parse(certificatePem, privateKeyPem).isPresent(),
                certificatePem,
                privateKeyPem);
        return usable ? Optional.of(new CertificateAuthority(certificatePem, privateKeyPem)) : Optional.empty();
    }

    /** See {@link CertificateAuthority#hasIssued}. */
    public boolean hasIssued(CertificateAuthority authority, String leafPem) {
        return issued.of(() -> authority.hasIssued(leafPem), authority.certificatePem(), leafPem);
    }

    /** Whether less than one third of an authority's lifetime is left: time to bring in its successor. */
    public boolean expiresSoon(CertificateAuthority authority, Instant now) {
        return info(authority.certificatePem())
                .map(info -> info.expiresSoon(now))
                .orElse(true);
    }

    /** See {@link SuppliedCertificate#of}. */
    public SuppliedCertificate supplied(
            Optional<String> chainPem, Optional<String> keyPem, Optional<String> authorityPem) {
        if (chainPem.isEmpty() || keyPem.isEmpty()) {
            return SuppliedCertificate.of(chainPem, keyPem, authorityPem);
        }
        return supplied.of(
                () -> SuppliedCertificate.of(chainPem, keyPem, authorityPem),
                chainPem.get(),
                keyPem.get(),
                authorityPem.map(pem -> "given:" + pem).orElse("none"));
    }

    Optional<LeafCheck.Reason> pair(String certificatePem, String privateKeyPem) {
        return pairs.of(() -> LeafCheck.pair(certificatePem, privateKeyPem), certificatePem, privateKeyPem);
    }
}
