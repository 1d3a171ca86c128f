package dev.shardwright.cluster.plan;

import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Pods that can be made anew without asking for the cluster's health, because no part of the cluster runs in them. */
final class Replaceable {
    /** Longer than a healthy node takes for any step of its start, as a rule. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int CRASHES = 3;

    private Replaceable() {}

    /**
     * Whether Elasticsearch does not run in a pod and will not by itself: it never started there, it crashes again and
     * again, or it runs and the cluster is known not to count on it.
     *
     * @param members the nodes that Elasticsearch lists; empty when it did not say
     * @param membersNow the same, if it was said just now
     */
    static boolean check(Pod pod, Optional<Set<String>> members, Optional<Set<String>> membersNow, Instant now) {
        NodeCondition.State state = NodeCondition.of(pod).state();
        if (state == NodeCondition.State.Joining) {
            // It runs and is no part of the cluster that has a master; one that has just started may be the next
            // moment.
            return isLate(pod, now) && isOutside(pod, membersNow);
        }
        boolean stuck = state == NodeCondition.State.Failing
                || state == NodeCondition.State.Scheduling
                || state == NodeCondition.State.Starting;
        if (!stuck) {
            return false;
        }
        if (!NodeCondition.everRan(pod)) {
            return true;
        }
        return state == NodeCondition.State.Failing && (waitsToCrash(pod) || isOutside(pod, members));
    }

    /** Whether Elasticsearch never started in a pod or only crashes there, whatever is known of the cluster, and for long. */
    static boolean runsNothing(Pod pod, Instant now) {
        return check(pod, Optional.empty(), Optional.empty(), now) && isStuck(pod, now);
    }

    /** Whether a pod has had more than enough time to become a member since its process, or it itself, was started. */
    static boolean isLate(Pod pod, Instant now) {
        Instant begun = runsSince(pod).orElseGet(() -> Timestamps.created(pod));
        return begun.isBefore(now.minus(PATIENCE));
    }

    /** The moments from which on a pod, if it stays as it is, is late or stuck. */
    static Stream<Instant> turns(Pod pod) {
        return Stream.concat(Stream.of(Timestamps.created(pod)), runsSince(pod).stream())
                .map(begun -> begun.plus(PATIENCE));
    }

    private static Optional<Instant> runsSince(Pod pod) {
        return NodeCondition.elasticsearch(pod)
                .map(ContainerState::getRunning)
                .map(running -> Instant.parse(running.getStartedAt()));
    }

    /** Between two crashes there is no process that the cluster could count on, whatever is known of the cluster. */
    private static boolean waitsToCrash(Pod pod) {
        return NodeCondition.elasticsearch(pod)
                .map(ContainerState::getWaiting)
                .filter(waiting -> "CrashLoopBackOff".equals(waiting.getReason()))
                .isPresent();
    }

    private static boolean isOutside(Pod pod, Optional<Set<String>> members) {
        return members.filter(m -> !m.contains(pod.getMetadata().getName())).isPresent();
    }

    /** Whether a replaceable pod has had its chance: one that has just been made, or died once, comes back by itself. */
    static boolean isStuck(Pod pod, Instant now) {
        if (NodeCondition.everRan(pod)) {
            return pod.getStatus().getContainerStatuses().stream().anyMatch(Replaceable::crashesAgainAndAgain);
        }
        return Timestamps.created(pod).isBefore(now.minus(PATIENCE));
    }

    private static boolean crashesAgainAndAgain(ContainerStatus status) {
        return status.getState() != null
                && status.getState().getRunning() == null
                && status.getRestartCount() != null
                && status.getRestartCount() >= CRASHES;
    }
}
