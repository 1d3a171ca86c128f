package dev.shardwright.cluster.scale;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.support.Names;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When a pool is too large: its last node goes, if it has been too many for long and the plan could empty it. */
final class ScaleDown {
    private ScaleDown() {}

    /** What is to be done; empty when the pool needs all its nodes, or has the fewest that it may have. */
    static Optional<Verdict> decide(PoolQuestion q, PoolUsage usage, Known known) {
        NodePool pool = q.pool();
        if (pool.replicas() <= q.targets().minReplicas() || !usage.wouldDoWithOneLess(q.targets())) {
            return Optional.empty();
        }
        Instant since = q.lowSince();
        Instant due = since.plus(q.scaleDownCooldown());
        if (q.now().isBefore(due)) {
            return Optional.of(Verdict.stay(
                    pool,
                    ScaleReason.ShrinkPending,
                    "one node less would do; the last one goes at " + due.truncatedTo(ChronoUnit.SECONDS)
                            + " if that stays so (scaleDownCooldown)",
                    Optional.of(since)));
        }
        return obstacle(q, known, since).or(() -> Optional.of(Verdict.nodes(pool, pool.replicas() - 1, why(usage))));
    }

    private static String why(PoolUsage usage) {
        return "one node less will do: disks are " + usage.fillRounded() + " % full, " + usage.shardsPerNode()
                + " shards per node";
    }

    private static Optional<Verdict> obstacle(PoolQuestion q, Known known, Instant since) {
        if (!q.plan().isSettled() || !q.alone()) {
            return held(q, since, ScaleReason.Changing, "one node less would do; waits until nothing else changes");
        }
        if (known.health().status() != ClusterHealth.Status.GREEN || isMoving(known)) {
            return held(
                    q,
                    since,
                    ScaleReason.ClusterNotGreen,
                    "one node less would do; waits until the cluster is green and no shard moves");
        }
        if (!q.cluster().getSpec().update().ignoreRules().isEmpty()) {
            return held(
                    q,
                    since,
                    ScaleReason.CannotShrink,
                    "one node less would do; no node is removed while spec.update.ignoreRules puts rules out of force");
        }
        return objection(q).flatMap(o -> held(q, since, ScaleReason.CannotShrink, o));
    }

    private static Optional<Verdict> held(PoolQuestion q, Instant since, ScaleReason reason, String message) {
        return Optional.of(Verdict.stay(q.pool(), reason, message, Optional.of(since)));
    }

    private static boolean isMoving(Known known) {
        return known.details().orElseThrow().shards().stream().anyMatch(ShardCopy::isMoving);
    }

    /** What the plan would say if the node were to go: all its rules are asked before anything is begun. */
    private static Optional<String> objection(PoolQuestion q) {
        int fewer = q.pool().replicas() - 1;
        String last = Names.node(q.cluster().getMetadata().getName(), q.pool().name(), fewer);
        ElasticCluster smaller = DecidedSizes.with(
                q.cluster(), q.pool().sized(fewer, q.pool().storage().size()));
        Optional<NodePlan> node = Planner.plan(smaller, q.seen(), q.now()).nodes().stream()
                .filter(n -> n.node().equals(last))
                .findFirst();
        if (node.filter(n -> n.passed(NodeRule.DrainCanEnd)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("one node less would do; " + last + " could not leave: "
                + node.map(n -> n.blockedBy().orElseThrow() + ": " + n.message())
                        .orElse("it is not there"));
    }
}
