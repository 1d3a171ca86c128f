package dev.shardwright.cluster;

import dev.shardwright.elasticsearch.Target;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The ElasticClusters as other controllers need them: who they are, and where they are asked. Each pass over one tells it. */
@Singleton
public final class ClusterDirectory {
    private final Map<ResourceID, Entry> entries = new ConcurrentHashMap<>();
    private final List<Consumer<ResourceID>> listeners = new CopyOnWriteArrayList<>();

    /**
     * A cluster that runs.
     *
     * @param uid         UID of the ElasticCluster
     * @param clusterUuid identity of the Elasticsearch cluster; empty until it has formed
     * @param members     names of the nodes that Elasticsearch lists
     * @param changing    what is being done to its nodes, in words; empty when all of them stay as they are
     * @param target      where it is asked
     */
    public record Entry(
            String uid, Optional<String> clusterUuid, Set<String> members, Optional<String> changing, Target target) {
        public Entry {
            members = Set.copyOf(members);
        }
    }

    /** What is known of a cluster; empty when it is not there, or no pass has been over it yet. */
    public Optional<Entry> find(String namespace, String name) {
        return Optional.ofNullable(entries.get(new ResourceID(name, namespace)));
    }

    /** Somebody who is told of each cluster that is another one than before, or is gone; must not block. */
    public void onChange(Consumer<ResourceID> listener) {
        listeners.add(listener);
    }

    void tell(ResourceID id, Entry entry) {
        if (!entry.equals(entries.put(id, entry))) {
            listeners.forEach(l -> l.accept(id));
        }
    }

    void forget(ResourceID id) {
        if (entries.remove(id) != null) {
            listeners.forEach(l -> l.accept(id));
        }
    }
}
