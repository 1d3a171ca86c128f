package dev.shardwright.simulation.guarantee;

import dev.shardwright.cluster.Pass;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.plan.Effect;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.cluster.plan.PoolTarget;
import dev.shardwright.simulation.World;

/** What a node waits for is told: one that no rule holds back is dealt with in the same pass. */
final class PlanSaysWhy implements Guarantee {
    @Override
    public void after(World world, Pass.Outcome pass) {
        for (NodePlan node : pass.plan().nodes()) {
            if (node.blockedBy().isEmpty() && !isDealtWith(node, pass.plan())) {
                throw broken("nothing holds ", node.node(), " back (", node.intent(), "), and nothing is done with it");
            }
        }
    }

    private static boolean isDealtWith(NodePlan node, Plan plan) {
        int size = plan.pools().stream()
                .filter(p -> p.name().equals(node.pool()))
                .mapToInt(PoolTarget::replicas)
                .findFirst()
                .orElse(0);
        return switch (node.intent()) {
            case Keep -> true;
            case Create -> plan.mayAct() && node.view().ordinal() < size;
            case Restart -> node.state() == NodeCondition.State.Leaving || isReplaced(node, plan);
            case Remove -> plan.mayAct() && node.view().ordinal() >= size;
        };
    }

    private static boolean isReplaced(NodePlan node, Plan plan) {
        return plan.effects().stream()
                .anyMatch(e -> e instanceof Effect.ReplacePod replace
                        && replace.pod().getMetadata().getName().equals(node.node()));
    }
}
