package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.SecretRef;
import dev.shardwright.support.NamedSecrets;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The Secrets that the specs of clusters name. */
public final class UserSecrets implements AutoCloseable {
    private final NamedSecrets secrets;
    private final Function<ElasticCluster, Set<String>> more;

    /**
     * Watches nothing yet.
     *
     * @param more     names of further Secrets that a cluster needs
     * @param onChange told namespace and name of each cluster whose Secret changes
     */
    public UserSecrets(
            KubernetesClient client, Function<ElasticCluster, Set<String>> more, BiConsumer<String, String> onChange) {
        this.more = more;
        this.secrets =
                new NamedSecrets(client, id -> onChange.accept(id.getNamespace().orElseThrow(), id.getName()));
    }

    /** The Secrets that the spec names, and the further ones, by name; empty when there is none of that name. */
    public Map<String, Optional<Secret>> of(ElasticCluster cluster) {
        Set<String> names = names(cluster.getSpec());
        names.addAll(more.apply(cluster));
        return secrets.of(ResourceID.fromResource(cluster), names);
    }

    /** Stops watching for a cluster. */
    public void forget(ResourceID cluster) {
        secrets.forget(cluster);
    }

    @Override
    public void close() {
        secrets.close();
    }

    private static Set<String> names(ElasticClusterSpec spec) {
        Set<String> names = new TreeSet<>();
        Stream.of(spec.auth().users(), spec.auth().roles(), spec.secureSettings())
                .forEach(refs -> refs.stream().map(SecretRef::secretName).forEach(names::add));
        Optional.ofNullable(spec.http().tls().secretName()).ifPresent(names::add);
        return names;
    }
}
