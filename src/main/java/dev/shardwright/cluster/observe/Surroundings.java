package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a cluster beside its own objects. Asking it waits for nothing. */
public interface Surroundings {

    /** By name of the StatefulSet: why Kubernetes last refused to make a pod of it. */
    Map<String, Observation.CreationFailure> creationFailures(List<StatefulSet> statefulSets);

    /** The Secrets that the spec names, by name; empty when there is none of that name. */
    Map<String, Optional<Secret>> userSecrets(ElasticCluster cluster);

    /** Kubernetes node to zone; empty when the spec names no zone key. */
    Map<String, String> zones(ElasticCluster cluster);

    /** What Elasticsearch last said. */
    ElasticsearchFacts elasticsearch(ElasticCluster cluster);
}
