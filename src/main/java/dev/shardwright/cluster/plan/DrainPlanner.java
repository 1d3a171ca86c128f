package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Remove;

import dev.shardwright.elasticsearch.ElasticsearchStep;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the operator's filter at exactly the nodes that are to give their shards away; whatever was left behind goes. */
final class DrainPlanner {
    private DrainPlanner() {}

    static List<ElasticsearchStep> steps(Situation s, List<NodePlan> plans) {
        if (s.facts().isEmpty()) {
            return List.of();
        }
        Set<String> actual = s.details().settings().draining();
        Set<String> wanted = new TreeSet<>();
        for (NodePlan plan : plans) {
            boolean drains = plan.intent() == Remove
                    && plan.view().holdsShards()
                    && plan.view().member().isPresent()
                    && plan.passed(NodeRule.DrainCanEnd);
            // Paused by a rule that has come to object: what was begun stays as it is. But a primary that is
            // missing may have nowhere else to be: a new index, or the last copy on that very volume.
            boolean begun = plan.intent() == Remove
                    && actual.contains(plan.node())
                    && s.shards().lostPrimaries().isEmpty();
            if (drains || begun) {
                wanted.add(plan.node());
            }
        }
        // Its pod is gone, and the cluster has not noticed yet.
        s.facts().orElseThrow().nodes().stream()
                .map(n -> n.name())
                .filter(name -> actual.contains(name) && s.node(name).isEmpty())
                .forEach(wanted::add);
        return wanted.equals(actual) ? List.of() : List.of(new ElasticsearchStep.Drain(wanted));
    }
}
