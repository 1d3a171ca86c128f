package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Remove;
import static dev.shardwright.api.NodePlanStatus.Intent.Restart;

import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.Shutdowns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registers restarts where the server has the node-shutdown API, and takes the records away again. */
final class ShutdownPlanner {
    private static final String REASON = "shardwright: rolling restart";

    private ShutdownPlanner() {}

    /** Whether the operator made a record: those of others are theirs. */
    static boolean isOurs(Shutdowns.Entry entry) {
        return entry.reason().startsWith(REASON) && entry.type().equalsIgnoreCase("restart");
    }

    /** The records that the operator made. Asked only when the facts are known. */
    static List<Shutdowns.Entry> ours(Situation s) {
        return switch (s.details().shutdowns()) {
            case Shutdowns.Unsupported() -> List.of();
            case Shutdowns.Registered(var entries) ->
                entries.stream().filter(ShutdownPlanner::isOurs).toList();
        };
    }

    static List<ElasticsearchStep> steps(Situation s, List<NodePlan> plans) {
        if (s.facts().isEmpty()) {
            return List.of();
        }
        List<ElasticsearchStep> steps = new ArrayList<>();
        for (NodePlan plan : plans) {
            if (plan.blockedBy().equals(Optional.of(NodeRule.RestartRegistered))) {
                plan.view()
                        .member()
                        .map(ElasticsearchFacts.Node::id)
                        .ifPresent(id -> steps.add(new ElasticsearchStep.RegisterRestart(id, REASON)));
            }
        }
        ours(s).stream()
                .filter(e -> !isUnderWay(e, s, plans))
                .forEach(e -> steps.add(new ElasticsearchStep.ForgetShutdown(e.nodeId())));
        return steps;
    }

    private static boolean isUnderWay(Shutdowns.Entry entry, Situation s, List<NodePlan> plans) {
        Optional<NodePlan> plan =
                plans.stream().filter(p -> RestartRules.isOf(entry, p.view())).findFirst();
        if (plan.isPresent()) {
            boolean about = plan.get().intent() == Restart && plan.get().passed(NodeRule.VotesSettled);
            return about || !plan.get().view().isUp();
        }
        // The cluster does not list it: it is on its way back as long as a node that belongs to the cluster is missing.
        return s.nodes().stream().anyMatch(n -> !n.is(Remove) && n.hasBeenMember() && !n.isUp());
    }
}
