package dev.shardwright.cluster.plan;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.Observation;
import java.util.List;
import java.util.Optional;

/** How many nodes each pool may have now: more at once, fewer never before a node has been emptied. */
final class PoolSizes {
    private PoolSizes() {}

    static List<PoolTarget> of(ElasticCluster cluster, Observation seen) {
        return cluster.getSpec().nodePools().stream()
                .map(pool -> new PoolTarget(pool, size(pool, seen)))
                .toList();
    }

    /** The number for the StatefulSet of a pool. */
    static int size(NodePool pool, Observation seen) {
        return Math.max(pool.replicas(), existing(pool.name(), seen).orElse(0));
    }

    /** How many nodes the StatefulSet of a pool has been told to have. */
    static Optional<Integer> existing(String pool, Observation seen) {
        return seen.statefulSet(pool).map(s -> s.getSpec().getReplicas());
    }
}
