package dev.shardwright.cluster.credentials;

import dev.shardwright.api.snapshot.S3Client;
import dev.shardwright.api.snapshot.S3Credentials;
import dev.shardwright.api.snapshot.SnapshotRepository;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Keys that repositories of a cluster need in the keystore: those of S3 clients with static credentials. What a Secret
 * lacks at the moment stays as it is stored, and never holds the cluster up: the repository says what is missing.
 */
public final class RepositoryKeys {
    private static final List<String> FIELDS = List.of("access_key", "secret_key", "session_token");

    private RepositoryKeys() {}

    /** The Secret that a repository needs there; empty when it needs none. */
    public static Optional<String> secretName(SnapshotRepository repository) {
        return Optional.ofNullable(repository.getSpec().s3())
                .map(s3 -> s3.credentials())
                .filter(c -> c.type() == S3Credentials.Type.Static
                        && repository.getSpec().clusterRef() != null)
                .map(S3Credentials::secretName);
    }

    /**
     * What they need.
     *
     * @param repositories of one cluster
     * @param secrets      those that they name
     * @param stored       what the keystore is made of now
     */
    public static RepositoryNeeds of(
            List<SnapshotRepository> repositories,
            Function<String, Optional<Secret>> secrets,
            Optional<Secret> stored) {
        Map<String, String> before =
                stored.flatMap(s -> Optional.ofNullable(s.getData())).orElse(Map.of());
        Map<String, String> entries = new TreeMap<>();
        for (SnapshotRepository repository : repositories) {
            secretName(repository).ifPresent(name -> {
                Map<String, String> data = secrets.apply(name)
                        .flatMap(s -> Optional.ofNullable(s.getData()))
                        .orElse(Map.of());
                boolean usable = data.containsKey("access_key") && data.containsKey("secret_key");
                for (String field : FIELDS) {
                    String entry = "s3.client." + S3Client.of(repository) + "." + field;
                    String value = usable ? data.get(field) : before.get(entry);
                    if (value != null) {
                        entries.putIfAbsent(entry, value);
                    }
                }
            });
        }
        return new RepositoryNeeds(!repositories.isEmpty(), entries);
    }
}
