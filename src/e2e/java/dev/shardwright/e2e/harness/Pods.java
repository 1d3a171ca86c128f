package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.stream.Stream;

/** Facts of a pod. */
public final class Pods {
    private Pods() {}

    /** How often its containers were restarted, init containers too. */
    public static int restarts(Pod pod) {
        return Stream.concat(
                        pod.getStatus().getContainerStatuses().stream(),
                        pod.getStatus().getInitContainerStatuses().stream())
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }

    /** Whether the container runs now. */
    public static boolean runs(Pod pod, String container) {
        return pod.getStatus().getContainerStatuses().stream()
                .anyMatch(c -> c.getName().equals(container)
                        && c.getState() != null
                        && c.getState().getRunning() != null);
    }

    public static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    public static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
