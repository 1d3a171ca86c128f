package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The zones of the Kubernetes nodes, watched from the moment that a cluster wants to know. */
public final class KubernetesNodes implements AutoCloseable {
    private final KubernetesClient client;
    private final BiConsumer<String, String> onChange;
    private final Set<ResourceID> interested = ConcurrentHashMap.newKeySet();
    private SharedIndexInformer<Node> informer;

    /** Calls {@code onChange} with namespace and name of each interested cluster when a node's labels change. */
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
        interested.add(ResourceID.fromResource(cluster));
        Map<String, String> zones = new TreeMap<>();
        started().getStore().list().forEach(node -> Optional.ofNullable(
                        node.getMetadata().getLabels())
                .map(labels -> labels.get(key))
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
                    tell();
                }

                @Override
                public void onUpdate(Node before, Node node) {
                    // Heartbeats come every few seconds and say nothing of the zone.
                    if (!Objects.equals(
                            before.getMetadata().getLabels(), node.getMetadata().getLabels())) {
                        tell();
                    }
                }

                @Override
                public void onDelete(Node node, boolean unknown) {
                    tell();
                }
            });
        }
        return informer;
    }

    private void tell() {
        interested.forEach(c -> onChange.accept(c.getNamespace().orElseThrow(), c.getName()));
    }
}
