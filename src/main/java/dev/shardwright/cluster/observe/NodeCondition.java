package dev.shardwright.cluster.observe;

import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the pod of a node is on its way, in words.
 *
 * @param state the step it is at
 * @param message what it waits for or fails at; empty when all is well
 */
public record NodeCondition(State state, String message) {
    /** Kubelet reasons that do not pass by themselves. */
    private static final Set<String> STUCK = Set.of(
            "ImagePullBackOff",
            "ErrImagePull",
            "ErrImageNeverPull",
            "InvalidImageName",
            "CreateContainerConfigError",
            "CreateContainerError",
            "CrashLoopBackOff",
            "RunContainerError",
            "StartError");

    private static final int LONGEST = 600;

    /** The steps of a node's life. */
    public enum State {
        /** There is no pod. */
        Absent,
        /** No Kubernetes node has been found for it. */
        Scheduling,
        /** Containers are being made or init containers run. */
        Starting,
        /** Elasticsearch runs and has not joined the cluster, or is not ready. */
        Joining,
        /** In the cluster and ready. */
        Member,
        /** It cannot start; the message says why. */
        Failing,
        /** The pod is being deleted. */
        Leaving
    }

    /** Reads a pod. */
    public static NodeCondition of(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return new NodeCondition(State.Leaving, "");
        }
        if (pod.getStatus() == null) {
            return new NodeCondition(State.Scheduling, "");
        }
        if ("Failed".equals(pod.getStatus().getPhase())) {
            return new NodeCondition(
                    State.Failing,
                    "pod failed: "
                            + or(
                                    pod.getStatus().getMessage(),
                                    or(pod.getStatus().getReason(), "no message")));
        }
        return unscheduled(pod).or(() -> failing(pod)).orElseGet(() -> new NodeCondition(progress(pod), ""));
    }

    /** Whether Elasticsearch has ever run in this pod. */
    public static boolean everRan(Pod pod) {
        return statuses(pod, false).stream()
                .anyMatch(s -> (s.getState() != null
                                && (s.getState().getRunning() != null
                                        || s.getState().getTerminated() != null))
                        || (s.getRestartCount() != null && s.getRestartCount() > 0));
    }

    /** The state of the Elasticsearch container; empty as long as the pod has none. */
    public static Optional<ContainerState> elasticsearch(Pod pod) {
        return statuses(pod, false).stream()
                .filter(s -> Names.CONTAINER.equals(s.getName()))
                .flatMap(s -> Stream.ofNullable(s.getState()))
                .findFirst();
    }

    private static Optional<NodeCondition> unscheduled(Pod pod) {
        return conditions(pod).stream()
                .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
                .findFirst()
                .map(c -> new NodeCondition(
                        State.Scheduling, "no Kubernetes node fits: " + or(c.getMessage(), c.getReason())));
    }

    private static Optional<NodeCondition> failing(Pod pod) {
        List<ContainerStatus> all = new ArrayList<>(statuses(pod, true));
        all.addAll(statuses(pod, false));
        for (ContainerStatus status : all) {
            ContainerState state = status.getState();
            if (state != null
                    && state.getWaiting() != null
                    && STUCK.contains(or(state.getWaiting().getReason(), ""))) {
                return Optional.of(new NodeCondition(
                        State.Failing,
                        cut("container " + status.getName() + ": "
                                + state.getWaiting().getReason() + ": " + cause(status))));
            }
            boolean failed = state != null
                    && state.getTerminated() != null
                    && state.getTerminated().getExitCode() != null
                    && state.getTerminated().getExitCode() != 0;
            if (failed) {
                return Optional.of(new NodeCondition(
                        State.Failing,
                        cut("container " + status.getName() + " ended with exit code "
                                + state.getTerminated().getExitCode() + ": "
                                + tail(or(
                                        state.getTerminated().getMessage(),
                                        or(state.getTerminated().getReason(), "no message"))))));
            }
        }
        return Optional.empty();
    }

    /** The last words of the container itself tell more than the kubelet's back-off message. */
    private static String cause(ContainerStatus status) {
        ContainerState last = status.getLastState();
        if (last != null && last.getTerminated() != null && last.getTerminated().getMessage() != null) {
            return tail(last.getTerminated().getMessage());
        }
        return or(status.getState().getWaiting().getMessage(), "no message");
    }

    private static State progress(Pod pod) {
        boolean running = statuses(pod, false).stream()
                .anyMatch(s -> s.getState() != null && s.getState().getRunning() != null);
        if (!running) {
            return State.Starting;
        }
        boolean ready =
                conditions(pod).stream().anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
        return ready ? State.Member : State.Joining;
    }

    private static List<PodCondition> conditions(Pod pod) {
        List<PodCondition> conditions =
                pod.getStatus() == null ? null : pod.getStatus().getConditions();
        return conditions == null ? List.of() : conditions;
    }

    private static List<ContainerStatus> statuses(Pod pod, boolean init) {
        if (pod.getStatus() == null) {
            return List.of();
        }
        List<ContainerStatus> statuses = init
                ? pod.getStatus().getInitContainerStatuses()
                : pod.getStatus().getContainerStatuses();
        return statuses == null ? List.of() : statuses;
    }

    private static String or(String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text.strip();
    }

    private static String cut(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    /** A log that ends in a failure tells the cause in its last lines. */
    private static String tail(String log) {
        String line = log.strip().replaceAll("\\s+", " ");
        int room = LONGEST - 100;
        return line.length() <= room ? line : "..." + line.substring(line.length() - room);
    }
}
