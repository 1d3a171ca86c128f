package dev.shardwright.cluster.report;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Trouble;
import dev.shardwright.elasticsearch.ClusterHealth;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** Ready: every wanted node is in the cluster, and the cluster answers and is not red. */
final class ReadyCondition {
    static final String TYPE = "Ready";

    private ReadyCondition() {}

    static Condition of(Report report) {
        if (report.plan().bootstrap().problem().isPresent()) {
            return condition(
                    report, "False", "Stopped", report.plan().bootstrap().message());
        }
        Optional<Known> facts = report.facts();
        if (report.plan().bootstrap().state() != BootstrapStatus.State.Complete) {
            String missing = report.missing().isEmpty() ? "" : "; nodes: " + Words.of(report.missing());
            return condition(
                    report, "False", "NotFormed", report.plan().bootstrap().message() + missing);
        }
        if (report.hibernates()) {
            return condition(
                    report,
                    "False",
                    report.isAsleep() ? "Hibernated" : "Hibernating",
                    "spec.hibernate: the nodes " + (report.isAsleep() ? "are" : "are being")
                            + " stopped, their volumes are kept");
        }
        if (facts.isEmpty()) {
            Optional<Trouble> trouble = report.seen().elasticsearch().trouble();
            String nodes = report.missing().isEmpty() ? "" : "; nodes: " + Words.of(report.missing());
            return condition(
                    report,
                    "Unknown",
                    trouble.map(t -> reason(t)).orElse("NotAsked"),
                    trouble.map(Words::of).orElse("Elasticsearch has not been asked yet") + nodes);
        }
        if (facts.get().health().status() == ClusterHealth.Status.RED) {
            String reason = facts.get().health().lacksShards() ? "HealthRed" : "StateNotRecovered";
            return condition(report, "False", reason, Words.of(facts.get()) + absent(report));
        }
        if (!report.missing().isEmpty()) {
            return condition(
                    report,
                    "False",
                    "NodesMissing",
                    report.members() + " of " + report.wanted() + " nodes are in the cluster; "
                            + Words.of(report.missing()) + "; health " + Words.of(facts.get()));
        }
        return condition(
                report,
                "True",
                "AllNodesReady",
                "all " + report.wanted() + " nodes are in the cluster; " + Words.of(facts.get()));
    }

    private static String absent(Report report) {
        return report.missing().isEmpty() ? "" : "; nodes not in the cluster: " + Words.of(report.missing());
    }

    private static String reason(Trouble trouble) {
        return switch (trouble.problem()) {
            case NO_ENDPOINT, UNREACHABLE -> "Unreachable";
            case TIMED_OUT -> "Slow";
            case NO_MASTER -> "NoMaster";
            case TLS -> "TlsFailed";
            case UNAUTHORIZED, FORBIDDEN -> "NotAuthorized";
            case BUSY -> "Overloaded";
            case UNAVAILABLE, SERVER_ERROR, UNEXPECTED, MALFORMED -> "NoUsableAnswer";
        };
    }

    private static Condition condition(Report report, String status, String reason, String message) {
        return ClusterConditions.of(report, TYPE, status, reason, message);
    }
}
