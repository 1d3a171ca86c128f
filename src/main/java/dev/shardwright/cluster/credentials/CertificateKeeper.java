package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.IssuedCertificate;
import dev.shardwright.security.LeafCheck;
import dev.shardwright.security.LeafRequest;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Keeps the certificates that are good and issues those that are missing or about to expire. */
final class CertificateKeeper {
    private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);
    private static final Duration LEAF_LIFETIME = Duration.ofDays(365);
    private static final String OPAQUE = "Opaque";

    private final ElasticCluster cluster;
    private final String name;
    private final Function<String, Optional<Secret>> existing;
    private final Instant now;

    CertificateKeeper(ElasticCluster cluster, Function<String, Optional<Secret>> existing, Instant now) {
        this.cluster = cluster;
        this.name = cluster.getMetadata().getName();
        this.existing = existing;
        this.now = now;
    }

    /** The Secrets of authorities and certificates as they should be. */
    List<Secret> secrets() {
        Optional<Secret> stored = existing.apply(Names.authorities(name));
        boolean issuesHttp = cluster.getSpec().http().tls().enabled()
                && cluster.getSpec().http().tls().secretName() == null;
        List<Secret> secrets = new ArrayList<>();
        Optional<CertificateAuthority> knownTransport = authority(stored, "transport");
        Optional<CertificateAuthority> knownHttp = authority(stored, "http");
        if ((knownTransport.isEmpty() || knownHttp.isEmpty())
                && existing.apply(Names.transportCertificates(name)).isPresent()) {
            // The keys of the authorities were lost or damaged. What they signed stays good; new authorities that the
            // running nodes do not trust yet would tear the cluster apart.
            keep(secrets, Names.transportCertificates(name));
            keep(secrets, Names.httpCertificates(name));
            return secrets;
        }
        CertificateAuthority transport = knownTransport.orElseGet(() -> newAuthority("transport"));
        CertificateAuthority http = knownHttp.orElseGet(() -> newAuthority("http"));
        secrets.add(SecretData.of(
                cluster,
                Names.authorities(name),
                OPAQUE,
                Map.of(
                        "transport.crt", transport.certificatePem(),
                        "transport.key", transport.privateKeyPem(),
                        "http.crt", http.certificatePem(),
                        "http.key", http.privateKeyPem())));
        secrets.add(leaf(Names.transportCertificates(name), transport, transportNames()));
        if (issuesHttp) {
            secrets.add(leaf(Names.httpCertificates(name), http, httpNames()));
        }
        return secrets;
    }

    private void keep(List<Secret> secrets, String secret) {
        Optional<Secret> stored = existing.apply(secret);
        stored.ifPresent(s -> secrets.add(SecretData.of(
                cluster,
                secret,
                OPAQUE,
                Map.of(
                        "tls.crt", SecretData.text(stored, "tls.crt").orElse(""),
                        "tls.key", SecretData.text(stored, "tls.key").orElse(""),
                        "ca.crt", SecretData.text(stored, "ca.crt").orElse("")))));
    }

    private Optional<CertificateAuthority> authority(Optional<Secret> stored, String kind) {
        return SecretData.text(stored, kind + ".crt").flatMap(crt -> SecretData.text(stored, kind + ".key")
                .flatMap(key -> CertificateAuthority.parse(crt, key)));
    }

    private CertificateAuthority newAuthority(String kind) {
        return CertificateAuthority.create(name + "-" + kind, now, AUTHORITY_LIFETIME);
    }

    private Secret leaf(String secret, CertificateAuthority authority, LeafRequest request) {
        Optional<Secret> stored = existing.apply(secret);
        Optional<String> certificate = SecretData.text(stored, "tls.crt");
        Optional<String> key = SecretData.text(stored, "tls.key");
        IssuedCertificate leaf =
                LeafCheck.check(certificate, key, authority, request, now).isPresent()
                        ? authority.issue(request, now, LEAF_LIFETIME)
                        : new IssuedCertificate(certificate.orElseThrow(), key.orElseThrow());
        return SecretData.of(
                cluster,
                secret,
                OPAQUE,
                Map.of(
                        "tls.crt", leaf.certificatePem(),
                        "tls.key", leaf.privateKeyPem(),
                        "ca.crt", authority.certificatePem()));
    }

    private LeafRequest transportNames() {
        return new LeafRequest(name, List.of("*." + service(Names.nodesService(name))), List.of());
    }

    private LeafRequest httpNames() {
        String http = Names.httpService(name);
        return new LeafRequest(
                http,
                List.of(
                        http,
                        http + "." + cluster.getMetadata().getNamespace(),
                        service(http),
                        service(http) + ".cluster.local",
                        "*." + service(Names.nodesService(name)),
                        "localhost"),
                List.of("127.0.0.1"));
    }

    private String service(String service) {
        return service + "." + cluster.getMetadata().getNamespace() + ".svc";
    }
}
