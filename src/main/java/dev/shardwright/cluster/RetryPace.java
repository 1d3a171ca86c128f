package dev.shardwright.cluster;

import dev.shardwright.cluster.act.StepFailure;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.cluster.plan.SecureSettingsReload;
import dev.shardwright.cluster.plan.VolumeResize;
import dev.shardwright.cluster.report.Report;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** When to look again without an event: soon after a passing failure, then less and less often. */
public final class RetryPace {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration SLOWEST = Duration.ofSeconds(60);
    private static final Duration UNMADE = Duration.ofSeconds(6);
    private static final Duration UNSCHEDULED = Duration.ofSeconds(31);
    /** A change under way is looked at again even if no event tells of a step. */
    private static final Duration CHANGING = Duration.ofSeconds(10);

    private static final int MOST_DOUBLINGS = 6;

    private final Map<ResourceID, Integer> failures = new ConcurrentHashMap<>();

    /** The pause until the next pass; empty when only an event can bring news. */
    public Optional<Duration> after(ResourceID id, Report report) {
        if (report.failures().isEmpty()) {
            failures.remove(id);
            return Stream.of(
                            report.decidesSizes() ? Stream.of(SOON) : Stream.<Duration>empty(),
                            report.isBlip() ? Stream.of(Planner.PATIENCE) : Stream.<Duration>empty(),
                            report.plan().changesNodes()
                                            || report.credentials().rotating()
                                            || report.plan().bootstrap().isBeingRecorded()
                                    ? Stream.of(CHANGING)
                                    : Stream.<Duration>empty(),
                            SecureSettingsReload.waiting(report.seen(), report.plan())
                                            .isEmpty()
                                    ? Stream.<Duration>empty()
                                    : Stream.of(CHANGING),
                            VolumeResize.lookAgain(report.seen(), report.now()).stream(),
                            report.plan().isSettled()
                                    ? Stream.<Duration>empty()
                                    : report.plan().nodes().stream().flatMap(n -> lookAgain(n.state()).stream()))
                    .flatMap(all -> all)
                    .min(Duration::compareTo);
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

    /** Some states become failures by lasting, or end when facts get newer that say nothing new: no event tells that. */
    private static Optional<Duration> lookAgain(NodeCondition.State state) {
        return switch (state) {
            case Absent -> Optional.of(UNMADE);
            case Scheduling -> Optional.of(UNSCHEDULED);
            case Joining -> Optional.of(CHANGING);
            default -> Optional.empty();
        };
    }

    /** Forgets a cluster. */
    public void forget(ResourceID id) {
        failures.remove(id);
    }
}
