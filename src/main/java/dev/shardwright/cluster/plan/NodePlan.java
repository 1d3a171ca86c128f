package dev.shardwright.cluster.plan;

import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.cluster.observe.NodeCondition;
import java.util.Optional;

/**
 * The one intent for one node.
 *
 * @param node its name
 * @param pool its pool
 * @param intent what is to happen
 * @param state where it is
 * @param blockedBy the rule that holds the next step back
 * @param message for people; empty when there is nothing to say
 */
public record NodePlan(
        String node,
        String pool,
        NodePlanStatus.Intent intent,
        NodeCondition.State state,
        Optional<NodeRule> blockedBy,
        String message) {

    /** For the status. */
    public NodePlanStatus toStatus() {
        return new NodePlanStatus(
                node,
                intent,
                state.name(),
                blockedBy.map(NodeRule::name).orElse(null),
                message.isEmpty() ? null : message);
    }
}
