package dev.shardwright.cluster.report;

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
        Instant now = report.now().truncatedTo(ChronoUnit.SECONDS);
        String text = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 3) + "...";
        List<Condition> before = report.cluster().getStatus() == null
                ? List.of()
                : report.cluster().getStatus().conditions();
        String since = find(before, type)
                .filter(c -> c.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .orElse(now.toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(text)
                .withObservedGeneration(report.cluster().getMetadata().getGeneration())
                .withLastTransitionTime(since)
                .build();
    }

    static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
    }
}
