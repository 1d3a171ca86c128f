package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.HttpTls;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Keeps what is there and makes what is missing. The only place where something random enters. */
public final class CredentialsKeeper {
    private CredentialsKeeper() {}

    /**
     * The credentials of a cluster.
     *
     * @param existing the cluster's own Secrets, by name
     * @param userSecrets the Secrets that the spec names
     */
    public static Credentials keep(
            ElasticCluster cluster,
            Function<String, Optional<Secret>> existing,
            Function<String, Optional<Secret>> userSecrets,
            Instant now) {
        String name = cluster.getMetadata().getName();
        List<Secret> secrets = new ArrayList<>(new CertificateKeeper(cluster, existing, now).secrets());
        UserKeeper users = new UserKeeper(cluster, existing, userSecrets);
        Secret elastic = users.generated(Names.elasticUser(name), "elastic");
        Secret operator = users.generated(Names.operatorUser(name), Credentials.OPERATOR_USER);
        Optional<Secret> probe = users.probe();
        secrets.add(elastic);
        secrets.add(operator);
        probe.ifPresent(secrets::add);
        Optional<String> flaw = Optional.empty();
        try {
            secrets.add(users.fileRealm(elastic, operator, probe));
        } catch (InvalidCredentialsException e) {
            flaw = Optional.of(e.getMessage());
        }
        return new Credentials(
                List.copyOf(secrets),
                SecretData.text(Optional.of(operator), "password").orElseThrow(),
                trusted(cluster, secrets, userSecrets),
                pinned(cluster, userSecrets),
                flaw);
    }

    private static List<String> trusted(
            ElasticCluster cluster, List<Secret> secrets, Function<String, Optional<Secret>> userSecrets) {
        HttpTls tls = cluster.getSpec().http().tls();
        if (!tls.enabled()) {
            return List.of();
        }
        Optional<Secret> source = tls.secretName() != null
                ? userSecrets.apply(tls.secretName())
                : secrets.stream()
                        .filter(s -> s.getMetadata()
                                .getName()
                                .equals(Names.httpCertificates(
                                        cluster.getMetadata().getName())))
                        .findFirst();
        return SecretData.text(source, "ca.crt").stream().toList();
    }

    private static Optional<String> pinned(ElasticCluster cluster, Function<String, Optional<Secret>> userSecrets) {
        return Optional.ofNullable(cluster.getSpec().http().tls().secretName())
                .flatMap(name -> SecretData.text(userSecrets.apply(name), "tls.crt"));
    }
}
