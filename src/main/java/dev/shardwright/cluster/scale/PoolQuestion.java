package dev.shardwright.cluster.scale;

import dev.shardwright.api.Autoscaling;
import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.support.Durations;
import dev.shardwright.support.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a pool has the right size, with all that the answer may depend on.
 *
 * @param pool    the pool in the size that it is to have now
 * @param cluster the cluster with such pools
 * @param plan    what is to be done to get there
 * @param alone   whether no other pool has just been given another size
 */
record PoolQuestion(NodePool pool, ElasticCluster cluster, Observation seen, Plan plan, boolean alone, Instant now) {
    Autoscaling targets() {
        return pool.autoscaling();
    }

    Optional<AutoscalingStatus> recorded() {
        return DecidedSizes.recorded(cluster, pool.name());
    }

    /** The nodes of the pool, those that are to go among them, by number. */
    List<NodePlan> nodes() {
        return plan.nodes().stream().filter(n -> n.pool().equals(pool.name())).toList();
    }

    /** When its size last changed; now when that is not known: a time-out begins anew. */
    Instant lastScale() {
        return time(AutoscalingStatus::lastScaleTime).orElse(now);
    }

    /** Since when one node less would do; now when it did not before. */
    Instant lowSince() {
        return time(AutoscalingStatus::lowSince).orElse(now);
    }

    Duration scaleUpCooldown() {
        return duration(targets().scaleUpCooldown(), Autoscaling.SCALE_UP_COOLDOWN);
    }

    Duration scaleDownCooldown() {
        return duration(targets().scaleDownCooldown(), Autoscaling.SCALE_DOWN_COOLDOWN);
    }

    private static Duration duration(String text, String otherwise) {
        return Durations.parse(text).or(() -> Durations.parse(otherwise)).orElseThrow();
    }

    private Optional<Instant> time(Function<AutoscalingStatus, String> field) {
        return recorded().map(field).flatMap(Timestamps::parse);
    }
}
