package dev.shardwright.cluster.credentials;

import dev.shardwright.api.CertificateStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.HttpTls;
import dev.shardwright.cluster.credentials.RotationSituation.Leaf;
import dev.shardwright.security.AuthorityExpiredException;
import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.CertificateChecks;
import dev.shardwright.security.LeafRequest;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Keeps the certificates that are good, issues those that are missing or about to end, and replaces authorities. */
final class CertificateKeeper {
    private final ElasticCluster cluster;
    private final HttpTls tls;
    private final Function<String, Optional<Secret>> userSecrets;
    private final CertificateChecks checks;
    private final Instant now;
    private final Optional<Secret> authoritiesSecret;
    private final StoredCertificate transport;
    private final StoredCertificate http;
    private final List<Warning> warnings = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();

    CertificateKeeper(
            ElasticCluster cluster,
            Function<String, Optional<Secret>> existing,
            Function<String, Optional<Secret>> userSecrets,
            CertificateChecks checks,
            Instant now) {
        String name = cluster.getMetadata().getName();
        this.cluster = cluster;
        this.tls = cluster.getSpec().http().tls();
        this.userSecrets = userSecrets;
        this.checks = checks;
        this.now = now;
        this.authoritiesSecret = existing.apply(Names.authorities(name));
        this.transport = StoredCertificate.of(
                Names.transportCertificates(name), existing.apply(Names.transportCertificates(name)));
        this.http = StoredCertificate.of(Names.httpCertificates(name), existing.apply(Names.httpCertificates(name)));
    }

    /**
     * What was kept.
     *
     * @param secrets in the order in which to write them: authorities before what they sign
     * @param trusted PEM of the authorities to trust on the HTTP port
     * @param pinned the user's own HTTP certificate
     * @param statuses for the status
     * @param rotating whether a replacement of the authorities waits for what nodes have loaded
     */
    record Kept(
            List<Secret> secrets,
            List<String> trusted,
            Optional<String> pinned,
            List<CertificateStatus> statuses,
            boolean rotating,
            List<Warning> warnings,
            List<Flaw> flaws) {}

    /** Everything, as it should be now. */
    Kept keep(Optional<Map<String, Set<String>>> loaded) {
        Optional<Authorities> stored = authoritiesSecret.flatMap(secret -> AuthoritiesSecret.read(secret, checks));
        if (stored.isEmpty() && transport.isUsable()) {
            return withoutAuthorities();
        }
        Optional<String> trigger =
                Optional.ofNullable(cluster.getSpec().certificates().rotationTrigger());
        Authorities before = stored.orElseGet(() ->
                Authorities.first(AuthorityPair.create(cluster.getMetadata().getName(), now), trigger));
        RotationSituation situation = new RotationSituation(before, leaves(before), trigger, loaded, checks, now);
        Authorities authorities =
                RotationStep.of(situation).take(situation, cluster.getMetadata().getName());

        CertificateNames names = new CertificateNames(cluster);
        StoredCertificate newTransport =
                issued(transport, authorities.current().transport(), authorities.trustedTransport(), names.transport());
        Optional<StoredCertificate> newHttp = supplied()
                .or(() -> tls.enabled() && tls.secretName() == null
                        ? Optional.of(
                                issued(http, authorities.current().http(), authorities.trustedHttp(), names.http()))
                        : Optional.empty());
        RotationSituation after = new RotationSituation(authorities, leaves(authorities), trigger, loaded, checks, now);
        return kept(
                Optional.of(AuthoritiesSecret.write(cluster, authorities)),
                Optional.of(newTransport),
                newHttp,
                Optional.of(authorities.trustedHttp()),
                CertificateStatuses.words(after),
                authorities.phase() != Authorities.Phase.Stable);
    }

    /**
     * The keys of the authorities were lost or damaged. What they signed stays good; new authorities that the running
     * nodes do not trust yet would tear the cluster apart.
     */
    private Kept withoutAuthorities() {
        String name = cluster.getMetadata().getName();
        warnings.add(new Warning(
                Warning.Reason.AuthorityLost,
                "Secret " + Names.authorities(name) + " is " + (authoritiesSecret.isEmpty() ? "gone" : "damaged")
                        + ": nodes keep their certificates, and none can be renewed. Put the Secret back from a backup;"
                        + " or delete it and " + Names.transportCertificates(name)
                        + " for new authorities, with which nodes cannot reach each other for a minute or two"));
        Optional<StoredCertificate> newHttp = supplied()
                .or(() -> Optional.of(http).filter(c -> tls.enabled() && tls.secretName() == null && c.isUsable()));
        return kept(Optional.empty(), Optional.of(transport), newHttp, Optional.empty(), Optional.empty(), false);
    }

    private Kept kept(
            Optional<Secret> authorities,
            Optional<StoredCertificate> newTransport,
            Optional<StoredCertificate> newHttp,
            Optional<String> ownAuthorities,
            Optional<String> rotation,
            boolean rotating) {
        List<Secret> secrets = new ArrayList<>();
        authorities.ifPresent(secrets::add);
        newTransport.filter(StoredCertificate::isUsable).ifPresent(c -> secrets.add(c.secret(cluster)));
        newHttp.filter(StoredCertificate::isUsable).ifPresent(c -> secrets.add(c.secret(cluster)));
        // Nodes take up a new certificate within a minute or two: until then they show one of the operator's
        // authorities.
        List<String> trusted = new ArrayList<>();
        newHttp.flatMap(StoredCertificate::trust).ifPresent(trusted::add);
        ownAuthorities.filter(pem -> tls.enabled() && !trusted.contains(pem)).ifPresent(trusted::add);
        Optional<String> pinned =
                Optional.ofNullable(tls.secretName()).flatMap(own -> newHttp.flatMap(StoredCertificate::certificate));
        return new Kept(
                secrets,
                List.copyOf(trusted),
                pinned,
                CertificateStatuses.of(newTransport, newHttp, tls.secretName() != null, rotation, checks),
                rotating,
                warnings,
                flaws);
    }

    /** The certificates of these authorities as they are stored. */
    private List<Leaf> leaves(Authorities authorities) {
        List<Leaf> leaves = new ArrayList<>();
        leaves.add(new Leaf(
                authorities.current().transport(),
                authorities.trustedTransport(),
                transport.certificate(),
                transport.trust()));
        if (tls.enabled() && tls.secretName() == null) {
            leaves.add(new Leaf(
                    authorities.current().http(), authorities.trustedHttp(), http.certificate(), http.trust()));
        }
        return leaves;
    }

    private StoredCertificate issued(
            StoredCertificate stored, CertificateAuthority authority, String trusted, LeafRequest names) {
        try {
            return stored.issuedBy(authority, trusted, names, checks, now);
        } catch (AuthorityExpiredException e) {
            String name = cluster.getMetadata().getName();
            warnings.add(new Warning(
                    Warning.Reason.AuthorityExpired,
                    "Secret " + Names.authorities(name) + ": " + e.getMessage() + ", and Secret " + stored.name()
                            + " cannot be renewed. Delete " + Names.authorities(name) + " and "
                            + Names.transportCertificates(name) + " for new ones"));
            return stored;
        }
    }

    private Optional<StoredCertificate> supplied() {
        return Optional.ofNullable(tls.secretName()).filter(s -> tls.enabled()).flatMap(source -> {
            HttpCertificateCopy own = HttpCertificateCopy.of(source, userSecrets.apply(source), http, checks, now);
            own.warning().ifPresent(warnings::add);
            own.flaw().ifPresent(flaws::add);
            return own.copy();
        });
    }
}
