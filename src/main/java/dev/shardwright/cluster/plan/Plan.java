package dev.shardwright.cluster.plan;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for one cluster in one pass.
 *
 * @param bootstrap where the formation stands
 * @param pools how many nodes each pool may have now
 * @param nodes exactly one intent for each node
 * @param effects steps to take after the objects have been applied, in order
 * @param elasticsearchSteps changes to the Elasticsearch cluster, in order
 * @param problems why nothing is done; empty when something may be
 * @param paused whether the user asked for a pause
 * @param nothingLeftBehind whether Elasticsearch said that no filter, exclusion or registration of the operator's is there
 * @param evictionsAllowed whether Kubernetes may evict a node; empty when Elasticsearch has not been asked yet
 */
public record Plan(
        BootstrapDecision bootstrap,
        List<PoolTarget> pools,
        List<NodePlan> nodes,
        List<Effect> effects,
        List<ElasticsearchStep> elasticsearchSteps,
        List<Problem> problems,
        boolean paused,
        boolean nothingLeftBehind,
        Optional<Boolean> evictionsAllowed) {

    /** Whether objects may be changed in this pass. */
    public boolean mayAct() {
        return problems.isEmpty() && !paused && !bootstrap.isOnHold();
    }

    /** Whether a cluster that runs is looked after though its spec may not be followed. */
    public boolean mayKeepUp() {
        return bootstrap.problem().isEmpty() && bootstrap.state() == BootstrapStatus.State.Complete && !paused;
    }

    /** Whether every node is where it should be and nothing is under way. */
    public boolean isSettled() {
        return bootstrap.isOver()
                && effects.isEmpty()
                && elasticsearchSteps.isEmpty()
                && nodes.stream()
                        .allMatch(n -> n.intent() == NodePlanStatus.Intent.Keep
                                && (n.state() == NodeCondition.State.Member
                                        || (isAsleep() && n.state() == NodeCondition.State.Absent)));
    }

    /** Whether the cluster is to have no pods for a while. */
    public boolean isAsleep() {
        return !pools.isEmpty() && pools.stream().allMatch(p -> p.asleep().isPresent());
    }

    /** Whether a node that runs is to be changed: then shards and votes have to be known at every moment. */
    public boolean changesNodes() {
        return bootstrap.isOver()
                && (!elasticsearchSteps.isEmpty()
                        || nodes.stream()
                                .anyMatch(n -> n.intent() == NodePlanStatus.Intent.Restart
                                        || n.intent() == NodePlanStatus.Intent.Remove));
    }
}
