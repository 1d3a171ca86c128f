package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The zones of the Kubernetes nodes, watched from the moment that a cluster wants to know. */
public final class KubernetesNodes implements AutoCloseable {
    private final KubernetesClient client;
    private final BiConsumer<String, String> onChange;

    /** The zone keys of clusters. */
    private final Map<ResourceID, String> interested = new ConcurrentHashMap<>();

    private SharedIndexInformer<Node> informer;

    /** Calls {@code onChange} with namespace and name of each cluster that a node has another zone for than before. */
    public KubernetesNodes(KubernetesClient client, BiConsumer<String, String> onChange) {
        this.client = client;
        this.onChange = onChange;
    }

    /** Kubernetes node to zone, for a cluster whose spec names a zone key; empty for others. */
    public Map<String, String> zones(ElasticCluster cluster) {
        String key = cluster.getSpec().placement().zoneKey();
        if (key == null) {
            forget(ResourceID.fromResource(cluster));
            return Map.of();
        }
        interested.put(ResourceID.fromResource(cluster), key);
        Map<String, String> zones = new HashMap<>();
        started().getStore().list().forEach(node -> zone(node, key)
                .ifPresent(zone -> zones.put(node.getMetadata().getName(), zone)));
        return Map.copyOf(zones);
    }

    /** The cluster no longer wants to know. */
    public void forget(ResourceID cluster) {
        interested.remove(cluster);
    }

    @Override
    public synchronized void close() {
        if (informer != null) {
            informer.close();
        }
    }

    private synchronized SharedIndexInformer<Node> started() {
        if (informer == null) {
            informer = client.nodes().inform(new ResourceEventHandler<>() {
                @Override
                public void onAdd(Node node) {
                    tell(key -> zone(node, key).isPresent());
                }

                @Override
                public void onUpdate(Node before, Node node) {
                    // Heartbeats come every few seconds and say nothing of the zone.
                    if (!Objects.equals(
                            before.getMetadata().getLabels(), node.getMetadata().getLabels())) {
                        tell(key -> !zone(before, key).equals(zone(node, key)));
                    }
                }

                @Override
                public void onDelete(Node node, boolean unknown) {
                    tell(key -> zone(node, key).isPresent());
                }
            });
        }
        return informer;
    }

    private static Optional<String> zone(Node node, String key) {
        return Optional.ofNullable(node.getMetadata().getLabels()).map(labels -> labels.get(key));
    }

    private void tell(Predicate<String> changed) {
        Set<String> keys =
                interested.values().stream().distinct().filter(changed).collect(Collectors.toSet());
        interested.forEach((cluster, key) -> {
            if (keys.contains(key)) {
                onChange.accept(cluster.getNamespace().orElseThrow(), cluster.getName());
            }
        });
    }
}
