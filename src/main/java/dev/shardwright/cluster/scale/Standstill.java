package dev.shardwright.cluster.scale;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.plan.Plan;
import java.util.Optional;

/** When nothing is decided, whatever the figures are. */
final class Standstill {
    private Standstill() {}

    /** Why the spec is not followed now; empty when it is. */
    static Optional<String> suspended(ElasticCluster cluster, Plan plan) {
        if (plan.paused()) {
            return Optional.of("spec.paused: nothing is decided");
        }
        if (cluster.getSpec().hibernate()) {
            return Optional.of("spec.hibernate: nothing is decided");
        }
        if (!plan.bootstrap().isOver()) {
            return Optional.of("waits for the cluster to form");
        }
        return plan.mayAct() ? Optional.empty() : Optional.of("the cluster is stalled: nothing is decided");
    }

    /**
     * Whether nodes of the pool come, go or are away. One that is only to be restarted is there: a full disk must not wait
     * for a restart that waits for green.
     */
    static boolean isChanging(PoolQuestion q) {
        return q.nodes().size() != q.pool().replicas()
                || q.nodes().stream()
                        .anyMatch(n -> n.intent() == Intent.Create
                                || n.intent() == Intent.Remove
                                || n.state() != NodeCondition.State.Member
                                || n.view().member().isEmpty());
    }
}
