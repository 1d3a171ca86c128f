package dev.shardwright.cluster;

import dev.shardwright.cluster.act.StepFailure;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.report.Report;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When to look again without an event: soon after a passing failure, then less and less often. */
final class RetryPace {
    private static final Duration STALE = Duration.ofSeconds(1);
    private static final Duration SLOWEST = Duration.ofSeconds(60);
    private static final Duration UNSCHEDULED = Duration.ofSeconds(31);
    private static final int MOST_DOUBLINGS = 6;

    private final Map<ResourceID, Integer> failures = new ConcurrentHashMap<>();

    Optional<Duration> after(ResourceID id, Report report) {
        if (report.failures().isEmpty()) {
            failures.remove(id);
            return report.plan().nodes().stream().anyMatch(n -> n.state() == NodeCondition.State.Scheduling)
                    ? Optional.of(UNSCHEDULED)
                    : Optional.empty();
        }
        if (report.failures().stream().allMatch(f -> f.kind() == StepFailure.Kind.StaleCache)) {
            return Optional.of(STALE);
        }
        boolean refused = report.failures().stream()
                .anyMatch(f -> f.kind() == StepFailure.Kind.Rejected || f.kind() == StepFailure.Kind.NameTaken);
        int count = failures.merge(id, 1, Integer::sum);
        Duration pause = Duration.ofSeconds(1L << Math.min(count, MOST_DOUBLINGS));
        return Optional.of(refused || pause.compareTo(SLOWEST) > 0 ? SLOWEST : pause);
    }

    void forget(ResourceID id) {
        failures.remove(id);
    }
}
