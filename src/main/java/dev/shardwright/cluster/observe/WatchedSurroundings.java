package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The surroundings of clusters, from watches and polls. */
public record WatchedSurroundings(
        CreationFailures failures, UserSecrets secrets, KubernetesNodes nodes, ElasticsearchMonitor monitor)
        implements Surroundings {

    @Override
    public Map<String, Observation.CreationFailure> creationFailures(List<StatefulSet> statefulSets) {
        return failures.of(statefulSets);
    }

    @Override
    public Map<String, Optional<Secret>> userSecrets(ElasticCluster cluster) {
        return secrets.of(cluster);
    }

    @Override
    public Map<String, String> zones(ElasticCluster cluster) {
        return nodes.zones(cluster);
    }

    @Override
    public ElasticsearchFacts elasticsearch(ElasticCluster cluster) {
        return monitor.facts(
                cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
    }
}
