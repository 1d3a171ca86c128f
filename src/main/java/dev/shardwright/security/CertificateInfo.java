package dev.shardwright.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate says.
 *
 * @param notBefore   when it begins to be valid
 * @param notAfter    when it ends
 * @param dnsNames    host names, sorted
 * @param ipAddresses addresses in the spelling of {@link LeafRequest}, sorted
 * @param subject     distinguished name (RFC 2253)
 * @param serial      serial number, lower-case hex without leading zeros, as Elasticsearch tells it
 */
public record CertificateInfo(
        Instant notBefore,
        Instant notAfter,
        List<String> dnsNames,
        List<String> ipAddresses,
        String subject,
        String serial) {
    private static final int HEX = 16;
    private static final int DNS = 2;
    private static final int IP = 7;

    /** Reads the first certificate of a PEM text. Empty when there is none or the text is damaged. */
    public static Optional<CertificateInfo> parse(String pem) {
        return Pem.certificate(pem).flatMap(CertificateInfo::of);
    }

    static Optional<CertificateInfo> of(X509Certificate certificate) {
        try {
            return Optional.of(new CertificateInfo(
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    names(certificate, DNS),
                    names(certificate, IP).stream()
                            .map(LeafRequest::normal)
                            .sorted()
                            .toList(),
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getSerialNumber().toString(HEX)));
        } catch (CertificateParsingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether less than one third of its lifetime is left: time for a new one. */
    public boolean expiresSoon(Instant now) {
        Duration lifetime = Duration.between(notBefore, notAfter);
        return Duration.between(now, notAfter).multipliedBy(3).compareTo(lifetime) < 0;
    }

    private static List<String> names(X509Certificate certificate, int kind) throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        if (all == null) {
            return List.of();
        }
        return all.stream()
                .filter(name -> name.get(0) instanceof Integer type && type == kind)
                .map(name -> String.valueOf(name.get(1)))
                .sorted()
                .toList();
    }
}
