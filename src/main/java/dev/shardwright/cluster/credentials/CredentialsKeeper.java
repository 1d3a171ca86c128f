package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.security.CertificateChecks;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps what is there and makes what is missing. The only place where something random enters. One for each cluster: it
 * remembers which certificates it has found good.
 */
public final class CredentialsKeeper {
    private final CertificateChecks checks = new CertificateChecks();

    /** The credentials of a cluster whose nodes have not been asked what they have loaded. */
    public Credentials keep(
            ElasticCluster cluster,
            Function<String, Optional<Secret>> existing,
            Function<String, Optional<Secret>> userSecrets,
            Instant now) {
        return keep(cluster, existing, userSecrets, RepositoryNeeds.NONE, Set.of(), Optional.empty(), false, now);
    }

    /**
     * The credentials of a cluster.
     *
     * @param existing the cluster's own Secrets, by name
     * @param userSecrets the Secrets that the spec names
     * @param repositories what the repositories of the cluster need
     * @param running the versions that nodes have or will be started with, beside that of the spec
     * @param loaded serials (lower-case hex) of the certificates that each node that runs has loaded, none for one that did
     *     not tell; empty when nothing is known. Matters only while authorities are replaced
     * @param reload whether the operator may have running nodes take up changed secure settings
     */
    public Credentials keep(
            ElasticCluster cluster,
            Function<String, Optional<Secret>> existing,
            Function<String, Optional<Secret>> userSecrets,
            RepositoryNeeds repositories,
            Set<String> running,
            Optional<Map<String, Set<String>>> loaded,
            boolean reload,
            Instant now) {
        String name = cluster.getMetadata().getName();
        CertificateKeeper.Kept certificates =
                new CertificateKeeper(cluster, existing, userSecrets, checks, now).keep(loaded);
        SecureSettings secure = SecureSettings.merge(
                cluster, existing.apply(Names.secureSettings(name)), userSecrets, repositories.keystore(), reload, now);
        List<Flaw> flaws = new ArrayList<>(certificates.flaws());
        flaws.addAll(secure.flaws());
        List<Warning> warnings = new ArrayList<>(certificates.warnings());
        warnings.addAll(secure.warnings());

        List<Secret> secrets = new ArrayList<>(certificates.secrets());
        secure.secret().ifPresent(secrets::add);
        UserKeeper users = new UserKeeper(cluster, existing, userSecrets, repositories.any());
        Secret elastic = users.generated(Names.elasticUser(name), "elastic");
        Secret operator = users.generated(Names.operatorUser(name), Credentials.OPERATOR_USER);
        Optional<Secret> probe = users.probe(running);
        secrets.add(elastic);
        secrets.add(operator);
        probe.ifPresent(secrets::add);
        try {
            secrets.add(users.fileRealm(elastic, operator, probe));
        } catch (InvalidCredentialsException e) {
            flaws.add(new Flaw(Flaw.Reason.InvalidSpec, e.getMessage()));
        }
        return new Credentials(
                List.copyOf(secrets),
                SecretData.text(Optional.of(operator), "password").orElseThrow(),
                certificates.trusted(),
                certificates.pinned(),
                secure.generation(),
                secure.change(),
                certificates.statuses(),
                certificates.rotating(),
                List.copyOf(flaws),
                List.copyOf(warnings));
    }
}
