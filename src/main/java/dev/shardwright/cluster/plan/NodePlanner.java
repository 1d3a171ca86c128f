package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Keep;
import static dev.shardwright.api.NodePlanStatus.Intent.Remove;
import static dev.shardwright.api.NodePlanStatus.Intent.Restart;

import dev.shardwright.cluster.observe.NodeCondition.State;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the rules about every node, in the order in which nodes are to change. */
final class NodePlanner {
    /** The order in which Elasticsearch wants tiers upgraded: first those that others move data to. */
    private static final List<String> TIERS =
            List.of("data_frozen", "data_cold", "data_warm", "data_hot", "data_content", "data");

    private final Situation situation;
    private final Set<NodeRule> off;
    private final Chosen chosen;

    private NodePlanner(Situation situation, Set<NodeRule> off) {
        this.situation = situation;
        this.off = off;
        this.chosen = new Chosen(PoolSizes.of(situation).stream()
                .collect(Collectors.toMap(PoolTarget::name, NodePlanner::awake, Math::max)));
    }

    private static int awake(PoolTarget target) {
        return target.asleep().orElse(target.replicas());
    }

    /**
     * The plan for every node.
     *
     * @param off rules that are out of force
     */
    static List<NodePlan> plan(Situation situation, Set<NodeRule> off) {
        NodePlanner planner = new NodePlanner(situation, off);
        Map<String, NodePlan> plans = new HashMap<>();
        situation.nodes().stream().sorted(order(situation)).forEach(node -> plans.put(node.name(), planner.plan(node)));
        return situation.nodes().stream().map(n -> plans.get(n.name())).toList();
    }

    private NodePlan plan(NodeView node) {
        boolean leaving = node.is(Restart) && node.condition().state() == State.Leaving;
        if (node.is(Keep) || leaving) {
            return new NodePlan(node, Optional.empty(), Hints.of(node, situation));
        }
        for (NodeRule rule : NodeRule.values()) {
            boolean asked =
                    rule.appliesTo(node.intent()) && !off.contains(rule) && (!node.idle() || rule.holdsIdleNodes());
            Optional<String> objection = asked ? rule.objection(node, situation, chosen) : Optional.empty();
            if (objection.isPresent()) {
                return remember(new NodePlan(
                        node,
                        Optional.of(rule),
                        Hints.join(Hints.reason(node, situation) + objection.get(), Hints.of(node, situation))));
            }
        }
        return remember(new NodePlan(
                node, Optional.empty(), Hints.join(Hints.step(node, situation), Hints.of(node, situation))));
    }

    private NodePlan remember(NodePlan plan) {
        NodeView node = plan.view();
        if (node.is(Remove) && plan.passed(NodeRule.DrainCanEnd)) {
            chosen.drains(node);
        }
        if (node.is(Remove) && node.isMasterEligible() && plan.passed(NodeRule.OneMasterAtATime)) {
            chosen.losesVote(node);
        }
        if (node.is(Remove) && plan.blockedBy().isEmpty()) {
            chosen.goes(node);
        }
        // One that is only about to be registered counts too, or all of them would be registered at once.
        if (node.is(Restart) && plan.passed(NodeRule.VotesSettled)) {
            chosen.restarts(node);
        }
        return plan;
    }

    /** First what goes, pool by pool from the highest number down, and masters last; then what restarts. */
    private static Comparator<NodeView> order(Situation s) {
        Comparator<NodeView> downwards = Comparator.comparing(NodeView::pool)
                .thenComparing(Comparator.comparing(NodeView::ordinal).reversed());
        Comparator<NodeView> leaving =
                Comparator.comparing(NodeView::isMasterEligible).thenComparing(downwards);
        Comparator<NodeView> changing = Comparator.comparing(NodeView::isMasterEligible)
                .thenComparing(s::isElectedMaster)
                .thenComparing(NodePlanner::tier)
                .thenComparing(n -> n.zone().orElse(""))
                .thenComparing(downwards);
        return (one, other) -> {
            if (one.is(Remove) != other.is(Remove)) {
                return one.is(Remove) ? -1 : 1;
            }
            return one.is(Remove) ? leaving.compare(one, other) : changing.compare(one, other);
        };
    }

    private static int tier(NodeView node) {
        return TIERS.stream()
                .filter(node.roles()::contains)
                .map(TIERS::indexOf)
                .max(Comparator.naturalOrder())
                .orElse(TIERS.size());
    }
}
