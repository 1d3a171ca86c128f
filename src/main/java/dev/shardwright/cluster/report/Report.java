package dev.shardwright.cluster.report;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.cluster.act.StepFailure;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.plan.BootstrapView;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.cluster.plan.Turns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one pass saw, planned and did: the input of everything that is told to the user.
 *
 * @param cluster the cluster in the sizes that it is to have now
 * @param sizes   the sizes that autoscaled pools are to have from now on
 */
public record Report(
        ElasticCluster cluster,
        Observation seen,
        Plan plan,
        List<AutoscalingStatus> sizes,
        Credentials credentials,
        List<StepFailure> failures,
        Instant now) {
    /**
     * Whether this pass knows less than the status already says: the operator has just started and Elasticsearch has not
     * been asked yet, which takes a moment.
     */
    public boolean isTooEarly() {
        return seen.elasticsearch().equals(ElasticsearchFacts.NONE)
                && cluster.getStatus() != null
                && !seen.statefulSets().isEmpty()
                && plan.bootstrap().state() == BootstrapStatus.State.Complete
                && plan.problems().isEmpty()
                && failures.isEmpty();
    }

    /** Whether a pool is to get another size than is recorded: once that is recorded, the next pass acts on it. */
    public boolean decidesSizes() {
        List<AutoscalingStatus> recorded =
                cluster.getStatus() == null ? List.of() : cluster.getStatus().autoscaling();
        return sizes.stream()
                .anyMatch(e -> recorded.stream().anyMatch(r -> r.pool().equals(e.pool()) && !r.hasSizesOf(e)));
    }

    /** The moments from which on more is to be done or told than now, though nothing changes; past ones too. */
    public Stream<Instant> turns() {
        return Stream.concat(Turns.of(seen, plan), StalledCondition.turns(this));
    }

    /** Facts that are recent enough to be told as the present. */
    Optional<ElasticsearchFacts.Known> facts() {
        return isBlip() ? seen.elasticsearch().known() : seen.elasticsearch().fresh(now, BootstrapView.FRESH);
    }

    /** Whether Elasticsearch has only just stopped to answer; what was true a moment ago is still told. */
    public boolean isBlip() {
        return seen.elasticsearch().isBlip(now, Planner.PATIENCE);
    }

    /** The nodes that the spec asks for and that are not members. */
    List<NodePlan> missing() {
        return plan.nodes().stream()
                .filter(Report::isWanted)
                .filter(n -> n.state() != State.Member)
                .toList();
    }

    /** How many of the nodes that the spec asks for are members. */
    long members() {
        return plan.nodes().stream()
                .filter(Report::isWanted)
                .filter(n -> n.state() == State.Member)
                .count();
    }

    int wanted() {
        return cluster.getSpec().totalReplicas();
    }

    /** Whether the cluster sleeps or is about to: its nodes are missing because the user wants it so. */
    boolean hibernates() {
        return plan.isAsleep();
    }

    /** Whether no pod is left of a cluster that is to sleep. */
    boolean isAsleep() {
        return hibernates() && seen.pods().isEmpty();
    }

    private static boolean isWanted(NodePlan node) {
        return node.intent() != NodePlanStatus.Intent.Remove;
    }
}
