package dev.shardwright.e2e.harness;

import dev.shardwright.api.BootstrapStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A cluster of three masters and two data nodes for the cases that only need one that works. It forms when the first of
 * them asks for it, and goes at the end of the run. Each case leaves it green.
 */
public final class SharedCluster implements AutoCloseable {
    private static final String CONFIGURATION = "/usr/share/elasticsearch/config/elasticsearch.yml";

    private final KubernetesClient client;
    private Space space;
    private Formation formation;

    /**
     * What was seen while it formed: the configuration of each node, and, at the moment when the last node had started,
     * the pods' incarnations and the StatefulSets' generations.
     */
    public record Formation(
            Map<String, String> configurations, Map<String, String> incarnations, Map<String, Long> generations) {
        public Formation {
            configurations = Map.copyOf(configurations);
            incarnations = Map.copyOf(incarnations);
            generations = Map.copyOf(generations);
        }
    }

    SharedCluster(KubernetesClient client) {
        this.client = client;
    }

    public ClusterManifest manifest() {
        return ClusterManifest.load("five");
    }

    /** The cluster, green. */
    public Cluster green() {
        formation();
        return cluster().awaitGreen();
    }

    /** How it formed. */
    public Formation formation() {
        if (formation == null) {
            space = Space.create(client, "shared");
            formation = form(space.apply(manifest()));
        }
        return formation;
    }

    /** Takes it away; the next case that wants it gets a new one. */
    public void discard() {
        if (space != null) {
            space.close();
            space = null;
            formation = null;
        }
    }

    public static Map<String, Long> generations(Cluster cluster) {
        return cluster.statefulSets().stream()
                .map(StatefulSet::getMetadata)
                .collect(Collectors.toMap(m -> m.getName(), m -> m.getGeneration()));
    }

    private Cluster cluster() {
        return space.cluster(manifest().name());
    }

    private static Formation form(Cluster cluster) {
        Map<String, String> configurations = new TreeMap<>();
        Waiting.until("configuration of every node", Cluster.FORMATION, cluster::progress, () -> {
            for (Pod pod : cluster.pods()) {
                if (Pods.runs(pod, "elasticsearch") && !configurations.containsKey(Pods.name(pod))) {
                    configurations.put(Pods.name(pod), cluster.file(Pods.name(pod), CONFIGURATION));
                }
            }
            return configurations.size() == 5;
        });
        String state = cluster.status()
                .map(s -> s.bootstrap())
                .map(BootstrapStatus::state)
                .map(Enum::name)
                .orElse("unknown");
        Console.say("  every configuration read while the bootstrap was " + state);
        Formation formation = new Formation(configurations, cluster.incarnations(), generations(cluster));
        cluster.awaitGreen();
        return formation;
    }

    @Override
    public void close() {
        discard();
    }
}
