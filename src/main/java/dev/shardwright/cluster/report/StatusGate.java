package dev.shardwright.cluster.report;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticClusterStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides when a changed status is written: at once when a condition turns or a size is decided, and the small steps in
 * between (a node that goes from Starting to Joining) a few seconds later, several in one write.
 */
public final class StatusGate {
    private static final Duration SMALL_STEPS = Duration.ofSeconds(10);

    private final Map<ResourceID, Instant> lastWrite = new ConcurrentHashMap<>();

    /** What to do with a status. */
    public sealed interface Verdict {
        /** It says what is already written. */
        record Same() implements Verdict {}

        /** Write it now. */
        record Write() implements Verdict {}

        /** Look again after this time. */
        record Later(Duration after) implements Verdict {}
    }

    /** Compares what is written with what is to be said. */
    public Verdict decide(
            ResourceID id, Optional<ElasticClusterStatus> written, ElasticClusterStatus next, Instant now) {
        if (written.isPresent() && written.get().equals(next)) {
            return new Verdict.Same();
        }
        Instant due = lastWrite.getOrDefault(id, Instant.MIN).plus(SMALL_STEPS);
        if (written.isEmpty() || !Turning.of(written.get()).equals(Turning.of(next)) || !now.isBefore(due)) {
            lastWrite.put(id, now);
            return new Verdict.Write();
        }
        return new Verdict.Later(Duration.between(now, due));
    }

    /** Forgets a cluster. */
    public void forget(ResourceID id) {
        lastWrite.remove(id);
    }

    /** The part of a status whose change is news. */
    private record Turning(
            Long generation,
            String health,
            String uuid,
            BootstrapStatus bootstrap,
            List<List<Object>> sizes,
            List<List<String>> conditions) {
        static Turning of(ElasticClusterStatus status) {
            return new Turning(
                    status.observedGeneration(),
                    status.health(),
                    status.clusterUUID(),
                    status.bootstrap(),
                    status.autoscaling().stream()
                            .map(e -> Arrays.<Object>asList(e.pool(), e.replicas(), e.storage()))
                            .toList(),
                    status.conditions().stream().map(Turning::of).toList());
        }

        private static List<String> of(Condition condition) {
            String stalledBy = condition.getType().equals(StalledCondition.TYPE) ? condition.getMessage() : "";
            return List.of(
                    condition.getType(),
                    condition.getStatus(),
                    Objects.requireNonNullElse(condition.getReason(), ""),
                    stalledBy);
        }
    }
}
