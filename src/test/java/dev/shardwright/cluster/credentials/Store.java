package dev.shardwright.cluster.credentials;

import static dev.shardwright.cluster.Fixtures.NOW;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The Secrets of one cluster, and passes of the operator over them. Its users are there already. */
final class Store {
    /** Hashing passwords takes its time: once is enough. */
    private static final List<Secret> USERS = usersOnly();

    private final CredentialsKeeper keeper = new CredentialsKeeper();

    ElasticCluster cluster = Fixtures.cluster();
    Instant now = NOW;
    Optional<Map<String, Set<String>>> loaded = Optional.empty();
    boolean reload;
    final Map<String, Secret> own = new TreeMap<>();
    final Map<String, Secret> users = new HashMap<>();

    Store() {
        write(USERS);
    }

    private static List<Secret> usersOnly() {
        return new CredentialsKeeper()
                .keep(Fixtures.cluster(), n -> Optional.empty(), n -> Optional.empty(), NOW).secrets().stream()
                        .filter(s -> s.getMetadata().getName().matches("es-.*-user|es-file-realm"))
                        .toList();
    }

    RepositoryNeeds repositories = RepositoryNeeds.NONE;

    void specify(String fields) {
        cluster = Fixtures.clusterWith(fields);
    }

    Credentials keep() {
        return keeper.keep(
                cluster,
                name -> Optional.ofNullable(own.get(name)),
                name -> Optional.ofNullable(users.get(name)),
                repositories,
                Set.of(),
                loaded,
                reload,
                now);
    }

    /** A whole pass: everything is written. */
    Credentials pass() {
        Credentials credentials = keep();
        write(credentials.secrets());
        return credentials;
    }

    void write(List<Secret> secrets) {
        secrets.forEach(s -> own.put(s.getMetadata().getName(), new SecretBuilder(s).build()));
    }

    void user(String name, Map<String, String> texts) {
        users.put(name, SecretData.of(cluster, name, SecretData.OPAQUE, texts));
    }

    Optional<String> text(String secret, String key) {
        return SecretData.text(Optional.ofNullable(own.get(secret)), key);
    }
}
