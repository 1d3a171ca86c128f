package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Remove;
import static dev.shardwright.api.NodePlanStatus.Intent.Restart;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.desired.PoolStatefulSet;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.support.ElasticVersion;
import dev.shardwright.support.Names;
import dev.shardwright.support.Ordinals;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How many nodes each StatefulSet may have now: more within the surge, fewer only when the plan lets the last ones go. */
public final class PoolSizes {
    private PoolSizes() {}

    /** Sizes before any node is let go. */
    static List<PoolTarget> of(Situation s) {
        return of(s, Set.of());
    }

    /**
     * Sizes.
     *
     * @param going names of the nodes that may go now
     */
    static List<PoolTarget> of(Situation s, Set<String> going) {
        ElasticCluster cluster = s.cluster();
        int room =
                cluster.getSpec().totalReplicas() + cluster.getSpec().update().maxSurge() - total(s);
        List<PoolTarget> targets = new ArrayList<>();
        for (NodePool pool : cluster.getSpec().nodePools()) {
            Optional<Integer> existing = existing(pool.name(), cluster, s.seen());
            boolean first = s.seen().statefulSets().isEmpty();
            int more = Math.max(0, pool.replicas() - existing.orElse(0));
            int allowed = first ? more : Math.min(more, Math.max(0, room));
            boolean held = isHeld(pool, s);
            if (held && s.seen().statefulSet(pool.name()).isEmpty()) {
                continue;
            }
            room -= allowed;
            int size = existing.orElse(0) + allowed - top(pool.name(), existing.orElse(0), s, going);
            targets.add(target(pool.name(), held ? Optional.empty() : Optional.of(pool), size, s));
        }
        s.seen().statefulSets().stream()
                .map(Observation::poolOf)
                .filter(pool -> cluster.getSpec().pool(pool).isEmpty())
                .sorted()
                .forEach(pool -> {
                    int size = existing(pool, cluster, s.seen()).orElse(0);
                    targets.add(target(pool, Optional.empty(), size - top(pool, size, s, going), s));
                });
        return List.copyOf(targets);
    }

    private static PoolTarget target(String name, Optional<NodePool> pool, int size, Situation s) {
        Optional<String> revision = pool.map(p -> s.revisions().get(p.name()));
        return isHibernating(s)
                ? new PoolTarget(name, pool, revision, 0, Optional.of(size))
                : new PoolTarget(name, pool, revision, size, Optional.empty());
    }

    /** A cluster is put to sleep only when it can be found again: formed, with its identity on the volumes. */
    static boolean isHibernating(Situation s) {
        return s.cluster().getSpec().hibernate() && s.bootstrap().isOver();
    }

    /** How many of the last nodes of a pool may go. */
    private static int top(String pool, int size, Situation s, Set<String> going) {
        int count = 0;
        for (int ordinal = size - 1; ordinal >= 0; ordinal--) {
            int number = ordinal;
            boolean goes = s.nodes().stream()
                    .anyMatch(n -> n.pool().equals(pool) && n.ordinal() == number && going.contains(n.name()));
            if (!goes) {
                break;
            }
            count++;
        }
        return count;
    }

    private static int total(Situation s) {
        Stream<String> there = s.seen().statefulSets().stream().map(Observation::poolOf);
        Stream<String> wanted = s.cluster().getSpec().nodePools().stream().map(NodePool::name);
        return Stream.concat(there, wanted)
                .distinct()
                .mapToInt(pool -> existing(pool, s.cluster(), s.seen()).orElse(0))
                .sum();
    }

    /**
     * How many nodes the StatefulSet of a pool has been told to have; a sleeping one, how many it had. One that somebody
     * deleted and whose pods live on: as many as Elasticsearch listed, or the new one would delete those above its size.
     */
    public static Optional<Integer> existing(String pool, ElasticCluster cluster, Observation seen) {
        Optional<StatefulSet> set = seen.statefulSet(pool);
        return set.isPresent() ? set.flatMap(PoolSizes::existing) : orphaned(pool, cluster, seen);
    }

    private static Optional<Integer> orphaned(String pool, ElasticCluster cluster, Observation seen) {
        String prefix = Names.statefulSet(cluster.getMetadata().getName(), pool) + "-";
        return Ordinals.count(
                prefix,
                seen.elasticsearch().known().stream()
                        .flatMap(k -> k.nodes().stream())
                        .map(ElasticsearchFacts.Node::name));
    }

    private static Optional<Integer> existing(StatefulSet set) {
        int replicas = set.getSpec().getReplicas();
        return replicas > 0
                ? Optional.of(replicas)
                : PoolStatefulSet.asleep(set).or(() -> Optional.of(0));
    }

    /**
     * Masters keep their pod template during a version upgrade until all other nodes run the new one: a master that dies
     * meanwhile comes back as it was.
     */
    private static boolean isHeld(NodePool pool, Situation s) {
        if (!pool.isMasterEligible()
                || s.bootstrap().state() != BootstrapStatus.State.Complete
                || s.cluster().getSpec().hibernate()) {
            return false;
        }
        Optional<ElasticVersion> wanted =
                ElasticVersion.parse(s.cluster().getSpec().version());
        boolean upgrades = s.seen().statefulSets().stream()
                .flatMap(set -> version(set).stream())
                .anyMatch(v -> wanted.filter(w -> v.compareTo(w) < 0).isPresent());
        if (!upgrades) {
            return false;
        }
        boolean alreadyNew =
                s.seen().statefulSet(pool.name()).flatMap(PoolSizes::version).equals(wanted);
        boolean broken = s.nodes().stream()
                .filter(n -> n.pool().equals(pool.name()) && n.is(Restart) && n.idle())
                .flatMap(n -> n.pod().stream())
                .anyMatch(pod -> Replaceable.isStuck(pod, s.now()));
        return !alreadyNew && !broken && othersToUpgrade(s);
    }

    private static boolean othersToUpgrade(Situation s) {
        return RestartRules.olderOthers(s).findAny().isPresent()
                || s.nodes().stream().anyMatch(n -> n.is(Restart) && !n.isMasterEligible() && !n.is(Remove));
    }

    private static Optional<ElasticVersion> version(StatefulSet set) {
        return ElasticVersion.parse(
                Observation.versionOf(set.getSpec().getTemplate().getMetadata()));
    }
}
