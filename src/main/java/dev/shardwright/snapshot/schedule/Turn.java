package dev.shardwright.snapshot.schedule;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * How a condition turns out.
 *
 * @param status  True, False or Unknown
 * @param reason  one word
 * @param message for people
 */
record Turn(String status, String reason, String message) {
    /** The API allows 32768 characters; nobody reads more than this. */
    private static final int LONGEST = 1500;

    /** The condition. It keeps the time of its last turn. */
    Condition condition(String type, List<Condition> before, long generation, Instant now) {
        String since = find(before, type)
                .filter(c -> status.equals(c.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message.length() <= LONGEST ? message : message.substring(0, LONGEST - 3) + "...")
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
    }
}
