package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.api.VolumeRetention;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.ThrowAwayCluster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster that lives for the length of a drill. What indices may need to open, it has from the cluster that took the
 * snapshot: version, image, configuration, keystore, and the pod template of the first pool that holds shards.
 */
final class DrillCluster {
    private static final String POOL = "drill";

    private DrillCluster() {}

    static ElasticCluster of(SnapshotSchedule schedule, ElasticCluster model, Instant due) {
        ElasticCluster cluster = new ElasticCluster();
        cluster.setMetadata(Owner.metadata(
                schedule, RunName.throwAway(schedule.getMetadata().getName()), due));
        cluster.setSpec(spec(schedule.getSpec().drill().throwAwayCluster(), model.getSpec()));
        return cluster;
    }

    private static ElasticClusterSpec spec(ThrowAwayCluster wanted, ElasticClusterSpec model) {
        Optional<NodePool> data =
                model.nodePools().stream().filter(NodePool::holdsShards).findFirst();
        NodePool pool = new NodePool(
                POOL,
                wanted.replicas(),
                List.of(NodeRole.MASTER, NodeRole.DATA, NodeRole.INGEST),
                wanted.resources(),
                null,
                wanted.storage(),
                data.map(NodePool::config).orElse(Map.of()),
                data.map(NodePool::podTemplate).orElse(Map.of()));
        return new ElasticClusterSpec(
                model.version(),
                model.image(),
                List.of(pool),
                model.config(),
                null,
                model.kernel(),
                null,
                null,
                model.secureSettings(),
                null,
                false,
                false,
                null,
                VolumeRetention.Delete,
                model.networkPolicy());
    }
}
