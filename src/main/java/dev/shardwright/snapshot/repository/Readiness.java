package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** Whether a repository can be used. */
public final class Readiness {
    private Readiness() {}

    /** Why it cannot be used, in words; empty when it can. */
    public static Optional<String> objection(SnapshotRepository repository) {
        Optional<Condition> ready =
                Optional.ofNullable(repository.getStatus()).flatMap(s -> Conditions.find(s.conditions(), "Ready"));
        return ready.filter(c -> c.getStatus().equals("True")).isPresent()
                ? Optional.empty()
                : Optional.of("SnapshotRepository " + repository.getMetadata().getName() + " is not ready: "
                        + ready.map(c -> c.getReason() + ": " + c.getMessage()).orElse("it was not looked at yet"));
    }
}
