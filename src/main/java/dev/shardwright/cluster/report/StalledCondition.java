package dev.shardwright.cluster.report;

import static java.util.stream.Collectors.joining;

import dev.shardwright.cluster.act.StepFailure;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.plan.BootstrapDecision;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.cluster.plan.Problem;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Stalled: something does not pass by itself, a person is needed. */
final class StalledCondition {
    static final String TYPE = "Stalled";
    /** A scheduler or an autoscaler may still find a place. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Kept volumes that elect no master within this time will not do so by themselves. */
    private static final Duration INSPECTION = Duration.ofMinutes(5);

    private static final Set<StepFailure.Kind> FOR_PEOPLE =
            Set.of(StepFailure.Kind.Rejected, StepFailure.Kind.InvalidPodTemplate, StepFailure.Kind.NameTaken);

    /** What these rules object to does not pass by itself. */
    private static final Set<NodeRule> FOR_PEOPLE_TO_DECIDE = Set.of(NodeRule.DrainCanEnd, NodeRule.OtherCopiesStarted);

    private StalledCondition() {}

    static Condition of(Report report) {
        List<Problem> problems = report.plan().problems();
        if (!problems.isEmpty()) {
            return stalled(
                    report,
                    problems.getFirst().reason().name(),
                    problems.stream().map(Problem::message).collect(joining("; ")) + ". What runs is left as it is");
        }
        if (report.plan().bootstrap().reason() == BootstrapDecision.Reason.InspectingVolumes
                && createdBefore(report.cluster(), report.now().minus(INSPECTION))) {
            return stalled(
                    report,
                    "VolumesUndecided",
                    report.plan().bootstrap().message()
                            + ". If the earlier resource never became ready, its volumes hold no data: delete this resource"
                            + " and its volume claims, and apply it anew. If it did, bring back all volumes of its masters");
        }
        List<StepFailure> refused = report.failures().stream()
                .filter(f -> FOR_PEOPLE.contains(f.kind()))
                .toList();
        if (!refused.isEmpty()) {
            return stalled(
                    report,
                    refused.getFirst().kind().name(),
                    refused.stream().map(StepFailure::message).collect(joining("; ")));
        }
        Optional<NodePlan> deadlocked = report.plan().nodes().stream()
                .filter(n ->
                        n.blockedBy().filter(FOR_PEOPLE_TO_DECIDE::contains).isPresent())
                .findFirst();
        if (deadlocked.isPresent()) {
            NodePlan node = deadlocked.get();
            return stalled(report, node.blockedBy().orElseThrow().name(), node.node() + ": " + node.message());
        }
        List<NodePlan> failing = report.missing().stream()
                .filter(n -> n.state() == NodeCondition.State.Failing)
                .toList();
        if (!failing.isEmpty()) {
            return stalled(report, "NodesFailing", Words.of(failing));
        }
        List<NodePlan> homeless =
                report.missing().stream().filter(n -> isHomeless(report, n)).toList();
        if (!homeless.isEmpty()) {
            return stalled(report, "NodesUnschedulable", Words.of(homeless));
        }
        return ClusterConditions.of(report, TYPE, "False", "NoHelpNeeded", "nothing needs a person");
    }

    /** The moments from which on what is seen now calls for a person, if it stays so; past ones too. */
    static Stream<Instant> turns(Report report) {
        Stream<Instant> inspection = report.plan().bootstrap().reason() == BootstrapDecision.Reason.InspectingVolumes
                ? created(report.cluster()).map(at -> at.plus(INSPECTION)).stream()
                : Stream.empty();
        Stream<Instant> unscheduled = report.missing().stream()
                .filter(n -> n.state() == NodeCondition.State.Scheduling)
                .flatMap(n -> report.seen().pod(n.node()).stream())
                .flatMap(pod -> created(pod).map(at -> at.plus(PATIENCE)).stream());
        return Stream.concat(inspection, unscheduled);
    }

    private static Condition stalled(Report report, String reason, String message) {
        return ClusterConditions.of(report, TYPE, "True", reason, message);
    }

    private static boolean isHomeless(Report report, NodePlan node) {
        return node.state() == NodeCondition.State.Scheduling
                && report.seen()
                        .pod(node.node())
                        .filter(p -> createdBefore(p, report.now().minus(PATIENCE)))
                        .isPresent();
    }

    private static boolean createdBefore(HasMetadata object, Instant time) {
        return created(object).filter(created -> created.isBefore(time)).isPresent();
    }

    private static Optional<Instant> created(HasMetadata object) {
        return Timestamps.parse(object.getMetadata().getCreationTimestamp());
    }
}
