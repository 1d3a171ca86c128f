package dev.shardwright.cluster.act;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.desired.PoolStatefulSet;
import dev.shardwright.cluster.desired.Revision;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.plan.PoolTarget;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The objects of the pools, and what each follows from. */
final class PoolObjects {
    private final ElasticCluster cluster;
    private final Observation seen;
    private final Origin origin;
    private final Map<String, Revision> revisions = new HashMap<>();

    PoolObjects(ElasticCluster cluster, Observation seen) {
        this.cluster = cluster;
        this.seen = seen;
        this.origin = Origin.of(cluster);
    }

    // Not from what is there: an object is settled for one version of it only, and the record of a revision never
    // changes.
    private record Follows(Origin origin, Object what, OptionalInt secureSettings) {}

    /** The record of the revision that new pods of a pool are made from; empty when they stay as they are. */
    Optional<Wanted<ConfigMap>> revision(PoolTarget target) {
        return target.pool().map(pool -> {
            String name = revisionName(target);
            return new Wanted<>(
                    ConfigMap.class,
                    origin.namespace(),
                    name,
                    new Follows(origin, name, seen.secureSettings()),
                    () -> revision(pool).configMap());
        });
    }

    /** The StatefulSet; empty when the pool is not in the spec and has none. */
    Optional<Wanted<StatefulSet>> statefulSet(PoolTarget target) {
        Optional<StatefulSet> existing = seen.statefulSet(target.name());
        if (target.pool().isEmpty() && existing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Wanted<>(
                StatefulSet.class,
                origin.namespace(),
                Names.statefulSet(origin.name(), target.name()),
                new Follows(origin, target, seen.secureSettings()),
                () -> statefulSet(target, existing)));
    }

    private StatefulSet statefulSet(PoolTarget target, Optional<StatefulSet> existing) {
        return target.pool()
                .map(pool ->
                        PoolStatefulSet.of(cluster, pool, revision(pool), target.replicas(), target.asleep(), existing))
                .orElseGet(() -> PoolStatefulSet.resized(
                        cluster, target.name(), existing.orElseThrow(), target.replicas(), target.asleep()));
    }

    /** Record and StatefulSet of a pool are of the same. */
    private Revision revision(NodePool pool) {
        return revisions.computeIfAbsent(
                pool.name(), name -> Revision.of(cluster, pool, seen.secureSettings(), seen::configMap));
    }

    private String revisionName(PoolTarget target) {
        return Revision.nameOf(cluster, target.name(), target.revision().orElse(""));
    }
}
