package dev.shardwright.cluster;

import dev.shardwright.cluster.act.StepFailure;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.cluster.plan.SecureSettingsReload;
import dev.shardwright.cluster.plan.VolumeResize;
import dev.shardwright.cluster.report.Report;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When to look again without an event: soon after a passing failure, then less and less often; else when what is seen means
 * something else by lasting. A cluster that only waits for somebody is left alone.
 */
public final class RetryPace {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration SLOWEST = Duration.ofSeconds(60);
    /** A change under way is looked at again even if no event tells of a step. */
    private static final Duration CHANGING = Duration.ofSeconds(10);

    private static final int MOST_DOUBLINGS = 6;

    private final Map<ResourceID, Integer> failures = new ConcurrentHashMap<>();

    /** The pause until the next pass; empty when only an event can bring news. */
    public Optional<Duration> after(ResourceID id, Report report) {
        if (report.failures().isEmpty()) {
            failures.remove(id);
            return reasons(report).stream().min(Duration::compareTo);
        }
        if (report.failures().stream().allMatch(f -> f.kind() == StepFailure.Kind.StaleCache)) {
            return Optional.of(SOON);
        }
        boolean refused = report.failures().stream()
                .anyMatch(f -> f.kind() == StepFailure.Kind.Rejected
                        || f.kind() == StepFailure.Kind.InvalidPodTemplate
                        || f.kind() == StepFailure.Kind.NameTaken);
        int count = failures.merge(id, 1, Integer::sum);
        Duration pause = Duration.ofSeconds(1L << Math.min(count, MOST_DOUBLINGS));
        return Optional.of(refused || pause.compareTo(SLOWEST) > 0 ? SLOWEST : pause);
    }

    private static List<Duration> reasons(Report report) {
        List<Duration> pauses = new ArrayList<>();
        if (report.decidesSizes()) {
            pauses.add(SOON);
        }
        if (report.isBlip()) {
            pauses.add(Planner.PATIENCE);
        }
        if (isChanging(report)) {
            pauses.add(CHANGING);
        }
        // A certificate that is not valid yet becomes so.
        if (!report.plan().problems().isEmpty()) {
            pauses.add(SLOWEST);
        }
        VolumeResize.lookAgain(report.seen(), report.now()).ifPresent(pauses::add);
        // A moment later: limits have to be passed, and pods that were made together turn together.
        report.turns()
                .filter(at -> !at.isBefore(report.now()))
                .map(at -> Duration.between(report.now(), at.plus(SOON)))
                .forEach(pauses::add);
        return pauses;
    }

    private static boolean isChanging(Report report) {
        return report.plan().changesNodes()
                || report.credentials().rotating()
                || report.plan().bootstrap().isBeingRecorded()
                || !SecureSettingsReload.waiting(report.seen(), report.plan()).isEmpty()
                || isJoining(report);
    }

    /** That ends with facts that may say nothing new and are newer: no event tells that. */
    private static boolean isJoining(Report report) {
        return report.plan().nodes().stream().anyMatch(n -> n.state() == NodeCondition.State.Joining);
    }

    /** Forgets a cluster. */
    public void forget(ResourceID id) {
        failures.remove(id);
    }
}
