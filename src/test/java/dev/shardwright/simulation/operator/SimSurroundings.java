package dev.shardwright.simulation.operator;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.Surroundings;
import dev.shardwright.simulation.kubernetes.Hosts;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Zones and facts; nobody refuses to make pods, and no spec names Secrets. */
record SimSurroundings(Hosts hosts, Supplier<ElasticsearchFacts> facts) implements Surroundings {
    @Override
    public Map<String, Observation.CreationFailure> creationFailures(List<StatefulSet> statefulSets) {
        return Map.of();
    }

    @Override
    public Map<String, Optional<Secret>> userSecrets(ElasticCluster cluster) {
        return Map.of();
    }

    @Override
    public Map<String, String> zones(ElasticCluster cluster) {
        return cluster.getSpec().placement().zoneKey() == null ? Map.of() : hosts.zones();
    }

    @Override
    public ElasticsearchFacts elasticsearch(ElasticCluster cluster) {
        return facts.get();
    }
}
