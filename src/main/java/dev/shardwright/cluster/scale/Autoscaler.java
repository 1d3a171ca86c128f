package dev.shardwright.cluster.scale;

import static java.util.stream.Collectors.joining;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Details;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.cluster.plan.UsableFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides the sizes of pools that scale themselves. Pure. A decision is only recorded, in the status; the next pass reads
 * it back and acts on it. So an operator that dies in between leaves either both or neither, and cooldowns outlive it.
 */
public final class Autoscaler {
    private Autoscaler() {}

    /**
     * What is to be recorded for each such pool.
     *
     * @param cluster the cluster with {@link DecidedSizes}
     * @param plan    the plan for that
     */
    public static List<AutoscalingStatus> decide(ElasticCluster cluster, Observation seen, Plan plan, Instant now) {
        List<AutoscalingStatus> entries = new ArrayList<>();
        boolean alone = true;
        for (NodePool pool : cluster.getSpec().nodePools()) {
            if (pool.scalesItself()) {
                PoolQuestion q = new PoolQuestion(pool, cluster, seen, plan, alone, now);
                AutoscalingStatus entry = answer(q);
                alone &= entry.replicas().equals(pool.replicas());
                entries.add(entry);
            }
        }
        return List.copyOf(entries);
    }

    /** Whether disks and shards of a cluster have to be read now and then. */
    public static boolean needsReadings(ElasticCluster cluster, Plan plan) {
        return cluster.getSpec().nodePools().stream().anyMatch(NodePool::scalesItself)
                && Standstill.suspended(cluster, plan).isEmpty();
    }

    private static AutoscalingStatus answer(PoolQuestion q) {
        Optional<AutoscalingStatus> before = q.recorded();
        Optional<String> suspended = Standstill.suspended(q.cluster(), q.plan());
        if (suspended.isPresent()) {
            return entry(q, Verdict.stay(recordedPool(q), ScaleReason.Suspended, suspended.get()), Optional.empty());
        }
        Optional<Verdict> bounds = byBounds(recordedPool(q), q.pool());
        if (bounds.isPresent()) {
            return entry(q, bounds.get(), Optional.empty());
        }
        Optional<Known> known = UsableFacts.of(q.seen(), q.plan().bootstrap(), q.now());
        if (known.isEmpty()) {
            return unheard(q);
        }
        if (Standstill.isChanging(q)) {
            return before.filter(ScaleReason::isChange)
                    .orElseGet(() -> entry(
                            q,
                            Verdict.stay(q.pool(), ScaleReason.Changing, "waits until every node of the pool is there"),
                            Optional.empty()));
        }
        return byUsage(q, known.get());
    }

    private static AutoscalingStatus byUsage(PoolQuestion q, Known known) {
        Details details = known.details().orElseThrow();
        List<String> nodes = q.nodes().stream().map(NodePlan::node).toList();
        List<String> unknown = PoolUsage.unknown(nodes, details);
        if (!unknown.isEmpty()) {
            String message = "Elasticsearch does not tell the disks of "
                    + unknown.stream().collect(joining(", ")) + ": nothing is decided";
            return entry(q, Verdict.stay(q.pool(), ScaleReason.Unknown, message), Optional.empty());
        }
        PoolUsage usage = PoolUsage.of(nodes, details);
        Verdict verdict = ScaleUp.decide(q, usage)
                .or(() -> ScaleDown.decide(q, usage, known))
                .orElseGet(() -> Verdict.stay(q.pool(), ScaleReason.Steady, "disks and shards are within the targets"));
        return entry(q, verdict, Optional.of(usage));
    }

    /** The pool as it is recorded; bounds may have moved since. */
    private static NodePool recordedPool(PoolQuestion q) {
        return q.recorded().map(r -> q.pool().sized(r.replicas(), r.storage())).orElse(q.pool());
    }

    /** The user has moved a bound past the recorded size: it is followed at once. */
    private static Optional<Verdict> byBounds(NodePool recorded, NodePool pool) {
        String size = pool.storage().size();
        if (!recorded.replicas().equals(pool.replicas())) {
            boolean more = recorded.replicas() < pool.replicas();
            return Optional.of(Verdict.nodes(
                    recorded.sized(recorded.replicas(), size),
                    pool.replicas(),
                    more ? "minReplicas was raised" : "maxReplicas was lowered"));
        }
        return recorded.storage().size().equals(size)
                ? Optional.empty()
                : Optional.of(Verdict.storage(recorded, size, "storage.size or maxStorage was changed"));
    }

    /** Without a new reading what was said stands; a reading that failed is told. */
    private static AutoscalingStatus unheard(PoolQuestion q) {
        boolean failed = q.seen().elasticsearch().trouble().isPresent()
                && !q.seen().elasticsearch().isBlip(q.now(), Planner.PATIENCE);
        Optional<AutoscalingStatus> before = q.recorded().filter(b -> !failed && !ScaleReason.Suspended.isOf(b));
        return before.orElseGet(() -> entry(
                q,
                Verdict.stay(
                        q.pool(),
                        ScaleReason.Unknown,
                        failed
                                ? "Elasticsearch does not answer: nothing is decided"
                                : "disks and shards have not been read yet"),
                Optional.empty()));
    }

    /** What is recorded stays as it is while nothing but figures changes: they do all the time. */
    private static AutoscalingStatus entry(PoolQuestion q, Verdict verdict, Optional<PoolUsage> usage) {
        Optional<AutoscalingStatus> before = q.recorded();
        boolean scaled = before.filter(
                        b -> b.replicas() == verdict.replicas() && b.storage().equals(verdict.storage()))
                .isEmpty();
        AutoscalingStatus next = new AutoscalingStatus(
                q.pool().name(),
                verdict.replicas(),
                verdict.storage(),
                verdict.reason().name(),
                verdict.message(),
                (scaled ? q.now() : q.lastScale())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                verdict.lowSince()
                        .map(t -> t.truncatedTo(ChronoUnit.SECONDS).toString())
                        .orElse(null),
                usage.map(PoolUsage::fillRounded).orElse(null),
                usage.map(u -> Math.toIntExact(u.shardsPerNode())).orElse(null));
        return before.filter(next::saysTheSameAs).orElse(next);
    }
}
