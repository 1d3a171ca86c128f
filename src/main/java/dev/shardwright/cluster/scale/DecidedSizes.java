package dev.shardwright.cluster.scale;

import dev.shardwright.api.Autoscaling;
import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.VolumeClaims;
import dev.shardwright.cluster.plan.PoolSizes;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Ordinals;
import dev.shardwright.support.Quantities;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts the recorded sizes of autoscaled pools into the spec, so that all that follows works as if the user had written
 * them. A size counts only once it is recorded: what is done can always be read back.
 */
public final class DecidedSizes {
    private DecidedSizes() {}

    /** The cluster with the sizes that its pools are to have now; what was asked for stays as it is. */
    public static ElasticCluster in(ElasticCluster asked, Observation seen) {
        return asked.getSpec().nodePools().stream().noneMatch(NodePool::scalesItself)
                ? asked
                : with(
                        asked,
                        asked.getSpec().nodePools().stream()
                                .map(p -> p.scalesItself() ? sized(p, asked, seen) : p)
                                .toList());
    }

    /** The cluster with one pool in another size. */
    static ElasticCluster with(ElasticCluster cluster, NodePool changed) {
        return with(
                cluster,
                cluster.getSpec().nodePools().stream()
                        .map(p -> p.name().equals(changed.name()) ? changed : p)
                        .toList());
    }

    private static ElasticCluster with(ElasticCluster cluster, List<NodePool> pools) {
        ElasticCluster other = new ElasticCluster();
        other.setMetadata(cluster.getMetadata());
        other.setStatus(cluster.getStatus());
        other.setSpec(cluster.getSpec().withPools(pools));
        return other;
    }

    /** What is recorded for a pool. */
    static Optional<AutoscalingStatus> recorded(ElasticCluster cluster, String pool) {
        return Stream.ofNullable(cluster.getStatus())
                .flatMap(s -> s.autoscaling().stream())
                .filter(e -> e.pool().equals(pool) && e.replicas() != null && e.storage() != null)
                .findFirst();
    }

    private static NodePool sized(NodePool pool, ElasticCluster cluster, Observation seen) {
        Optional<AutoscalingStatus> recorded = recorded(cluster, pool.name());
        int replicas = recorded.map(AutoscalingStatus::replicas)
                .or(() -> PoolSizes.existing(pool.name(), cluster, seen))
                .orElseGet(() -> Math.max(pool.replicas(), withData(pool, cluster, seen)));
        return pool.sized(pool.autoscaling().clamp(replicas), storage(pool, recorded, seen));
    }

    /** Without a record and a StatefulSet, volumes that are kept tell how many nodes the data is on. */
    private static int withData(NodePool pool, ElasticCluster cluster, Observation seen) {
        String prefix = Names.claim(Names.statefulSet(cluster.getMetadata().getName(), pool.name())) + "-";
        Stream<String> names = claims(pool, seen)
                .filter(VolumeClaims::isLabelled)
                .map(c -> c.getMetadata().getName());
        return Ordinals.count(prefix, names).orElse(0);
    }

    /** Never less than the user asks for, and never more than may be. */
    private static String storage(NodePool pool, Optional<AutoscalingStatus> recorded, Observation seen) {
        String asked = pool.storage().size();
        Autoscaling bounds = pool.autoscaling();
        if (bounds.maxStorage() == null) {
            return asked;
        }
        String decided = recorded.map(AutoscalingStatus::storage)
                .orElseGet(() -> largest(Stream.concat(
                        Stream.of(asked),
                        claims(pool, seen).map(VolumeClaims::requested).map(Quantity::toString))));
        String atMost = largest(Stream.of(asked, bounds.maxStorage()));
        return bytes(decided) > bytes(atMost) ? atMost : largest(Stream.of(asked, decided));
    }

    private static Stream<PersistentVolumeClaim> claims(NodePool pool, Observation seen) {
        return seen.claims().stream()
                .filter(c -> pool.name().equals(c.getMetadata().getLabels().get(Labels.POOL)));
    }

    /** The first of the largest. */
    private static String largest(Stream<String> quantities) {
        return quantities
                .reduce((one, other) -> bytes(other) > bytes(one) ? other : one)
                .orElseThrow();
    }

    private static long bytes(String quantity) {
        return Quantities.bytes(quantity).orElse(0L);
    }
}
