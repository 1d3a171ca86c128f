package dev.shardwright.cluster.report;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.api.OverridableRule;
import dev.shardwright.cluster.act.StepFailure;
import dev.shardwright.cluster.credentials.Warning;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.ElasticsearchFacts.StepTrouble;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.plan.BootstrapDecision;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.support.ElasticVersion;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The status of an ElasticCluster after a pass. */
public final class StatusReport {
    private StatusReport() {}

    /** Everything that the status says. */
    public static ElasticClusterStatus of(Report report) {
        Optional<ElasticClusterStatus> before =
                Optional.ofNullable(report.cluster().getStatus());
        Optional<ElasticsearchFacts.Known> facts = report.facts();
        Condition stalled = StalledCondition.of(report);
        List<NodePlanStatus> plan = plan(report, before);
        return new ElasticClusterStatus(
                report.cluster().getMetadata().getGeneration(),
                facts.map(f -> f.health().status().name().toLowerCase(Locale.ROOT))
                        .orElse("unknown"),
                lowestVersion(facts)
                        .or(() -> before.map(ElasticClusterStatus::version))
                        .orElse(null),
                report.plan()
                        .bootstrap()
                        .uuid()
                        .or(() -> before.map(ElasticClusterStatus::clusterUUID))
                        .orElse(null),
                report.members() + "/" + report.wanted(),
                waitingFor(report, plan, stalled).orElse(null),
                bootstrap(report, before.map(ElasticClusterStatus::bootstrap)),
                plan,
                report.sizes(),
                report.credentials().certificates(),
                conditions(report, stalled));
    }

    /** While shards and votes are read anew after a step, what the node waited for a moment ago is told on. */
    private static List<NodePlanStatus> plan(Report report, Optional<ElasticClusterStatus> before) {
        boolean reading = report.seen().elasticsearch().trouble().isEmpty();
        Map<String, NodePlanStatus> told = before.stream()
                .flatMap(status -> status.plan().stream())
                .filter(entry -> entry.blockedBy() != null)
                .collect(toMap(NodePlanStatus::node, entry -> entry, (one, other) -> one));
        return report.plan().nodes().stream()
                .map(node -> {
                    boolean passing = reading && node.blockedBy().equals(Optional.of(NodeRule.ElasticsearchKnown));
                    return Optional.ofNullable(passing ? told.get(node.node()) : null)
                            .filter(entry -> entry.intent() == node.intent()
                                    && entry.state().equals(node.state().name()))
                            .orElseGet(node::toStatus);
                })
                .toList();
    }

    private static List<Condition> conditions(Report report, Condition stalled) {
        List<Condition> conditions =
                new ArrayList<>(List.of(ReadyCondition.of(report), bootstrapped(report), reconciling(report), stalled));
        List<Warning> warnings = report.credentials().warnings();
        if (!warnings.isEmpty()) {
            conditions.add(ClusterConditions.of(
                    report,
                    "CredentialsSound",
                    "False",
                    warnings.getFirst().reason().name(),
                    warnings.stream().map(Warning::message).collect(joining("; "))));
        }
        List<OverridableRule> ignored = report.cluster().getSpec().update().ignoreRules();
        if (!ignored.isEmpty()) {
            conditions.add(ClusterConditions.of(
                    report,
                    "Overridden",
                    "True",
                    "RulesIgnored",
                    "spec.update.ignoreRules puts out of force: "
                            + ignored.stream().map(Enum::name).collect(joining(", "))
                            + ". Take them out again when the change is done"));
        }
        return List.copyOf(conditions);
    }

    /** The status after a pass that ended in an error: what stood there, and that it is tried again. */
    public static ElasticClusterStatus failed(ElasticCluster cluster, Exception error, Instant now) {
        ElasticClusterStatus before = Optional.ofNullable(cluster.getStatus())
                .orElse(new ElasticClusterStatus(
                        null, "unknown", null, null, null, null, null, null, null, null, null));
        Condition reconciling = ClusterConditions.of(
                cluster,
                now,
                "Reconciling",
                "True",
                "Error",
                "the operator failed and tries again: " + error.getClass().getSimpleName() + ": " + error.getMessage());
        List<Condition> conditions = Stream.concat(
                        before.conditions().stream().filter(c -> !c.getType().equals("Reconciling")),
                        Stream.of(reconciling))
                .toList();
        return new ElasticClusterStatus(
                before.observedGeneration(),
                before.health(),
                before.version(),
                before.clusterUUID(),
                before.nodes(),
                before.waitingFor(),
                before.bootstrap(),
                before.plan(),
                before.autoscaling(),
                before.certificates(),
                conditions);
    }

    private static Optional<String> lowestVersion(Optional<ElasticsearchFacts.Known> facts) {
        return facts.stream()
                .flatMap(f -> f.nodes().stream())
                .flatMap(n -> n.version().flatMap(ElasticVersion::parse).stream())
                .min(Comparator.naturalOrder())
                .map(ElasticVersion::toString);
    }

    private static BootstrapStatus bootstrap(Report report, Optional<BootstrapStatus> before) {
        BootstrapDecision decision = report.plan().bootstrap();
        List<String> names = decision.offer().isEmpty()
                ? before.map(BootstrapStatus::initialMasterNodes).orElse(List.of())
                : decision.offer();
        boolean complete = decision.state() == BootstrapStatus.State.Complete;
        String completedAt = before.map(BootstrapStatus::completedAt)
                .orElse(complete ? report.now().truncatedTo(ChronoUnit.SECONDS).toString() : null);
        return new BootstrapStatus(decision.state(), names, completedAt);
    }

    private static Condition bootstrapped(Report report) {
        BootstrapDecision decision = report.plan().bootstrap();
        boolean complete = decision.state() == BootstrapStatus.State.Complete;
        return ClusterConditions.of(
                report,
                "Bootstrapped",
                complete ? "True" : "False",
                decision.reason().name(),
                decision.message());
    }

    private static Condition reconciling(Report report) {
        if (report.plan().paused()) {
            return ClusterConditions.of(
                    report,
                    "Reconciling",
                    "False",
                    "Paused",
                    "spec.paused: nothing is changed until it is false again");
        }
        if (report.isAsleep()) {
            return ClusterConditions.of(
                    report,
                    "Reconciling",
                    "False",
                    "Hibernated",
                    "spec.hibernate: no node runs until it is false again");
        }
        List<NodePlan> changing = report.plan().nodes().stream()
                .filter(n -> n.intent() != NodePlanStatus.Intent.Keep || n.state() != NodeCondition.State.Member)
                .toList();
        if (changing.isEmpty() && report.failures().isEmpty()) {
            return ClusterConditions.of(report, "Reconciling", "False", "Done", "everything is as the spec asks");
        }
        String steps = Stream.concat(
                        report.failures().stream().map(StepFailure::message),
                        report.seen().elasticsearch().stepTrouble().stream().map(StepTrouble::message))
                .findFirst()
                .map(m -> "tried again: " + m + (changing.isEmpty() ? "" : "; "))
                .orElse("");
        return ClusterConditions.of(
                report,
                "Reconciling",
                "True",
                "ChangesPending",
                steps + (changing.isEmpty() ? "" : Words.of(changing)));
    }

    private static Optional<String> waitingFor(Report report, List<NodePlanStatus> plan, Condition stalled) {
        if (report.plan().paused()) {
            return Optional.of("spec.paused to be taken back");
        }
        if (stalled.getStatus().equals("True")) {
            return Optional.of(stalled.getReason() + ": " + stalled.getMessage());
        }
        if (!report.failures().isEmpty()) {
            return Optional.of(report.failures().getFirst().message());
        }
        if (report.hibernates()) {
            return report.isAsleep() ? Optional.empty() : Optional.of("the pods to stop");
        }
        if (report.plan().bootstrap().state() != BootstrapStatus.State.Complete) {
            String nodes = report.missing().isEmpty() ? "" : "; nodes: " + Words.of(report.missing());
            return Optional.of(report.plan().bootstrap().message() + nodes);
        }
        if (!report.missing().isEmpty()) {
            return Optional.of("nodes: " + Words.of(report.missing()));
        }
        if (report.facts().isEmpty()) {
            return report.seen().elasticsearch().trouble().map(Words::of);
        }
        return plan.stream()
                .filter(n -> n.blockedBy() != null)
                .findFirst()
                .map(n -> n.blockedBy() + ": " + n.node() + " " + n.message());
    }
}
