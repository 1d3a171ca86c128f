package dev.shardwright.support;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Kubernetes conditions. */
public final class Conditions {
    /** The API allows 32768 characters; nobody reads more than this. */
    private static final int LONGEST = 1500;

    private Conditions() {}

    /**
     * A condition that keeps the time of its last turn.
     *
     * @param resource whose condition it is
     * @param before   its conditions so far
     */
    public static Condition of(
            HasMetadata resource,
            List<Condition> before,
            Instant now,
            String type,
            String status,
            String reason,
            String message) {
        String text = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 3) + "...";
        String since = find(before, type)
                .filter(c -> c.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(text)
                .withObservedGeneration(resource.getMetadata().getGeneration())
                .withLastTransitionTime(since)
                .build();
    }

    /** The condition of a type, if there is one. */
    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
    }
}
