package dev.shardwright.cluster.act;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;

/**
 * Which resource asks for an object, and what its spec says. The generation counts too: two quantities may be equal and
 * written differently, which makes another revision.
 */
record Origin(String namespace, String name, String uid, Long generation, ElasticClusterSpec spec) {
    static Origin of(ElasticCluster cluster) {
        return new Origin(
                cluster.getMetadata().getNamespace(),
                cluster.getMetadata().getName(),
                cluster.getMetadata().getUid(),
                cluster.getMetadata().getGeneration(),
                cluster.getSpec());
    }
}
