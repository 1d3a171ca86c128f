package dev.shardwright.bench;

import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says of a pod what a kubelet would. */
final class PlayedKubelet {
    private static final String REPORT = "{\"data\":\"empty\",\"offer\":\"taken\"}";

    private PlayedKubelet() {}

    /** It runs and is ready, at that address, and its first container found an empty volume. */
    static void runs(KubernetesClient client, Pod pod, String address) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Pod running = new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(address)
                .addNewPodIP(address)
                .withStartTime(now)
                .addToConditions(
                        is("PodScheduled", now), is("Initialized", now), is("ContainersReady", now), is("Ready", now))
                .addToInitContainerStatuses(prepared(now))
                .addToContainerStatuses(running(now))
                .endStatus()
                .build();
        running.getMetadata().setResourceVersion(null);
        client.resource(running).updateStatus();
    }

    private static PodCondition is(String type, String now) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withLastTransitionTime(now)
                .build();
    }

    private static ContainerStatus prepared(String now) {
        return new ContainerStatusBuilder()
                .withName(Names.PREPARE_CONTAINER)
                .withImage("played")
                .withImageID("played")
                .withReady(true)
                .withRestartCount(0)
                .withNewState()
                .withNewTerminated()
                .withExitCode(0)
                .withReason("Completed")
                .withMessage(REPORT)
                .withStartedAt(now)
                .withFinishedAt(now)
                .endTerminated()
                .endState()
                .build();
    }

    private static ContainerStatus running(String now) {
        return new ContainerStatusBuilder()
                .withName(Names.CONTAINER)
                .withImage("played")
                .withImageID("played")
                .withReady(true)
                .withStarted(true)
                .withRestartCount(0)
                .withNewState()
                .withNewRunning(now)
                .endState()
                .build();
    }
}
