package dev.shardwright.simulation.kubernetes;

import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;

/** What a kubelet reports of a pod. */
final class PodStatuses {
    private PodStatuses() {}

    static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    static PodStatus unschedulable() {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addToConditions(new PodConditionBuilder()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage("0 nodes are available")
                        .build())
                .build();
    }

    static PodStatus waiting(String reason) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addToContainerStatuses(new ContainerStatusBuilder()
                        .withName(Names.CONTAINER)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewWaiting("simulated", reason)
                        .endState()
                        .build())
                .build();
    }

    static PodStatus running(String report, String ip, boolean ready, Instant since) {
        return started(
                report,
                ip,
                ready,
                new ContainerStatusBuilder()
                        .withName(Names.CONTAINER)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning(since.toString())
                        .endState()
                        .build());
    }

    static PodStatus crashing(String report, String ip, String lastWords) {
        return started(
                report,
                ip,
                false,
                new ContainerStatusBuilder()
                        .withName(Names.CONTAINER)
                        .withRestartCount(3)
                        .withNewState()
                        .withNewWaiting("back-off", "CrashLoopBackOff")
                        .endState()
                        .withNewLastState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withMessage(lastWords)
                        .endTerminated()
                        .endLastState()
                        .build());
    }

    private static PodStatus started(String report, String ip, boolean ready, ContainerStatus container) {
        return new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP(ip)
                .addToConditions(new PodConditionBuilder()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .build())
                .addToInitContainerStatuses(new ContainerStatusBuilder()
                        .withName(Names.PREPARE_CONTAINER)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(0)
                        .withMessage(report)
                        .endTerminated()
                        .endState()
                        .build())
                .addToContainerStatuses(container)
                .build();
    }
}
