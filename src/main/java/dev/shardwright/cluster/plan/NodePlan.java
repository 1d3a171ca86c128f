package dev.shardwright.cluster.plan;

import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.cluster.observe.NodeCondition;
import java.util.Optional;

/**
 * What is to happen with one node.
 *
 * @param view what is known of it, and its one intent
 * @param blockedBy the first rule that holds the next step back; empty when nothing does
 * @param message what it waits for or fails at, for people; empty when there is nothing to say
 */
public record NodePlan(NodeView view, Optional<NodeRule> blockedBy, String message) {

    public String node() {
        return view.name();
    }

    public String pool() {
        return view.pool();
    }

    public NodePlanStatus.Intent intent() {
        return view.intent();
    }

    public NodeCondition.State state() {
        return view.condition().state();
    }

    /** Whether a rule, and every one before it, has let the node pass. */
    public boolean passed(NodeRule rule) {
        return blockedBy.isEmpty() || blockedBy.get().compareTo(rule) > 0;
    }

    /** For the status. */
    public NodePlanStatus toStatus() {
        return new NodePlanStatus(
                node(),
                intent(),
                state().name(),
                blockedBy.map(NodeRule::name).orElse(null),
                message.isEmpty() ? null : message);
    }
}
