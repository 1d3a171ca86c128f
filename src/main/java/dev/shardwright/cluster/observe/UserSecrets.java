package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.SecretRef;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The Secrets that users' specs name: one watch each, by name. So the operator never holds the other Secrets of a
 * Kubernetes cluster in memory.
 */
public final class UserSecrets implements AutoCloseable {
    private final KubernetesClient client;
    private final BiConsumer<String, String> onChange;
    private final Map<ResourceID, Watched> watched = new HashMap<>();
    private final Map<ResourceID, Set<String>> named = new HashMap<>();

    /** Calls {@code onChange} with namespace and name of each cluster whose Secret changes. */
    public UserSecrets(KubernetesClient client, BiConsumer<String, String> onChange) {
        this.client = client;
        this.onChange = onChange;
    }

    private record Watched(SharedIndexInformer<Secret> informer, Set<ResourceID> clusters) {}

    /** The Secrets that the spec names, by name; empty when there is none of that name. */
    public Map<String, Optional<Secret>> of(ElasticCluster cluster) {
        ResourceID id = ResourceID.fromResource(cluster);
        Set<String> names = names(cluster.getSpec());
        Map<String, Optional<Secret>> found = new HashMap<>();
        synchronized (watched) {
            if (!names.equals(named.getOrDefault(id, Set.of()))) {
                release(id, names);
                named.put(id, names);
            }
            names.forEach(name -> found.put(name, watch(id, name)));
        }
        return Map.copyOf(found);
    }

    /** Stops watching for a cluster. */
    public void forget(ResourceID cluster) {
        synchronized (watched) {
            if (named.remove(cluster) != null) {
                release(cluster, Set.of());
            }
        }
    }

    @Override
    public void close() {
        synchronized (watched) {
            watched.values().forEach(w -> w.informer().close());
            watched.clear();
        }
    }

    private static Set<String> names(ElasticClusterSpec spec) {
        Set<String> names = new TreeSet<>();
        Stream.of(spec.auth().users(), spec.auth().roles(), spec.secureSettings())
                .forEach(refs -> refs.stream().map(SecretRef::secretName).forEach(names::add));
        Optional.ofNullable(spec.http().tls().secretName()).ifPresent(names::add);
        return names;
    }

    private Optional<Secret> watch(ResourceID cluster, String name) {
        String namespace = cluster.getNamespace().orElseThrow();
        ResourceID key = new ResourceID(name, namespace);
        Watched w = watched.computeIfAbsent(key, k -> new Watched(inform(k), new HashSet<>()));
        w.clusters().add(cluster);
        return w.informer().getStore().list().stream().findFirst();
    }

    private SharedIndexInformer<Secret> inform(ResourceID key) {
        return client.secrets()
                .inNamespace(key.getNamespace().orElseThrow())
                .withName(key.getName())
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Secret secret) {
                        tell(key);
                    }

                    @Override
                    public void onUpdate(Secret before, Secret secret) {
                        tell(key);
                    }

                    @Override
                    public void onDelete(Secret secret, boolean unknown) {
                        tell(key);
                    }
                });
    }

    private void tell(ResourceID secret) {
        Set<ResourceID> concerned;
        synchronized (watched) {
            Watched w = watched.get(secret);
            concerned = w == null ? Set.of() : Set.copyOf(w.clusters());
        }
        concerned.forEach(c -> onChange.accept(c.getNamespace().orElseThrow(), c.getName()));
    }

    private void release(ResourceID cluster, Set<String> stillNamed) {
        watched.entrySet().removeIf(entry -> {
            boolean sameNamespace = entry.getKey().getNamespace().equals(cluster.getNamespace());
            if (!sameNamespace || stillNamed.contains(entry.getKey().getName())) {
                return false;
            }
            Watched w = entry.getValue();
            if (w.clusters().remove(cluster) && w.clusters().isEmpty()) {
                w.informer().close();
                return true;
            }
            return false;
        });
    }
}
