package dev.shardwright.cluster.credentials;

import dev.shardwright.api.CertificateStatus;
import dev.shardwright.security.CertificateChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the status says of certificates. */
final class CertificateStatuses {
    private static final int NAMED = 3;

    private CertificateStatuses() {}

    /** Each certificate with the authority that signed it. The user's own authority is not replaced by the operator. */
    static List<CertificateStatus> of(
            Optional<StoredCertificate> transport,
            Optional<StoredCertificate> http,
            boolean ownHttp,
            Optional<String> rotation,
            CertificateChecks checks) {
        Optional<String> httpRotation = ownHttp ? Optional.empty() : rotation;
        return Stream.concat(of("transport", transport, rotation, checks), of("http", http, httpRotation, checks))
                .toList();
    }

    /** How far a replacement is, in words; empty when there is none. */
    static Optional<String> words(RotationSituation situation) {
        String since = situation.authorities().since().map(s -> " since " + s).orElse("");
        return switch (situation.authorities().phase()) {
            case Stable -> Optional.empty();
            case Spreading ->
                Optional.of("a new authority is made known" + since + "; it waits for " + nodes(situation.lacking())
                        + " to trust it");
            case Switched ->
                Optional.of("the new authority signs" + since + "; it waits for " + nodes(situation.lacking())
                        + " to use the new certificates");
        };
    }

    private static Stream<CertificateStatus> of(
            String name, Optional<StoredCertificate> certificate, Optional<String> rotation, CertificateChecks checks) {
        List<CertificateStatus> statuses = new ArrayList<>();
        end(certificate.flatMap(StoredCertificate::certificate), checks)
                .ifPresent(end -> statuses.add(new CertificateStatus(name, end, null)));
        end(certificate.flatMap(StoredCertificate::trust), checks)
                .ifPresent(end -> statuses.add(new CertificateStatus(name + "-ca", end, rotation.orElse(null))));
        return statuses.stream();
    }

    private static Optional<String> end(Optional<String> pem, CertificateChecks checks) {
        return pem.flatMap(checks::info).map(info -> info.notAfter().toString());
    }

    private static String nodes(Optional<List<String>> lacking) {
        if (lacking.isEmpty()) {
            return "every node";
        }
        List<String> nodes = lacking.get();
        String named = String.join(", ", nodes.subList(0, Math.min(NAMED, nodes.size())));
        return nodes.size() <= NAMED ? named : named + " and " + (nodes.size() - NAMED) + " more";
    }
}
