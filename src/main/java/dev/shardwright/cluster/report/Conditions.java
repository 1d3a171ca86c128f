package dev.shardwright.cluster.report;

import dev.shardwright.api.ElasticCluster;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Kubernetes conditions. */
final class Conditions {
    /** The API allows 32768 characters; nobody reads more than this. */
    private static final int LONGEST = 1500;

    private Conditions() {}

    static Condition of(Report report, String type, String status, String reason, String message) {
        return of(report.cluster(), report.now(), type, status, reason, message);
    }

    /** A condition that keeps the time of its last turn. */
    static Condition of(
            ElasticCluster cluster, Instant now, String type, String status, String reason, String message) {
        String text = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 3) + "...";
        List<Condition> before =
                cluster.getStatus() == null ? List.of() : cluster.getStatus().conditions();
        String since = find(before, type)
                .filter(c -> c.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(text)
                .withObservedGeneration(cluster.getMetadata().getGeneration())
                .withLastTransitionTime(since)
                .build();
    }

    static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
    }
}
