package dev.shardwright.cluster;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.desired.PodInputs;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.util.HashMap;
import java.util.Map;

/** Pods as a kubelet reports them. Each method adds one thing to the status. */
public final class Pods {
    private final PodBuilder pod;
    private final PodStatusBuilder status = new PodStatusBuilder().withPhase("Pending");

    private Pods(PodBuilder pod) {
        this.pod = pod;
    }

    /** A pod of the current revision of a pool, without any status yet. */
    public static Pods of(ElasticCluster cluster, String pool, int ordinal) {
        return of(
                cluster,
                pool,
                ordinal,
                cluster.getSpec()
                        .pool(pool)
                        .map(p -> PodInputs.of(cluster, p).revision())
                        .orElse("gone"));
    }

    /** A pod of some revision. */
    public static Pods of(ElasticCluster cluster, String pool, int ordinal, String revision) {
        String name = cluster.getMetadata().getName();
        Map<String, String> labels = new HashMap<>(Labels.of(name));
        labels.put(Labels.POOL, pool);
        cluster.getSpec()
                .pool(pool)
                .filter(NodePool::isMasterEligible)
                .ifPresent(p -> labels.put(Labels.MASTER_ELIGIBLE, "true"));
        cluster.getSpec()
                .pool(pool)
                .filter(NodePool::holdsShards)
                .ifPresent(p -> labels.put(Labels.HOLDS_SHARDS, "true"));
        String node = Names.node(name, pool, ordinal);
        return new Pods(new PodBuilder()
                .withNewMetadata()
                .withNamespace(cluster.getMetadata().getNamespace())
                .withName(node)
                .withUid("uid-" + node)
                .withResourceVersion("1")
                .withCreationTimestamp("2026-05-01T11:00:00Z")
                .withLabels(labels)
                .addToAnnotations(Labels.REVISION, revision)
                .addToAnnotations(Labels.VERSION, cluster.getSpec().version())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(Names.CONTAINER)
                .withImage(cluster.getSpec().effectiveImage())
                .endContainer()
                .endSpec());
    }

    public Pods onHost(String host) {
        pod.editSpec().withNodeName(host).endSpec();
        return this;
    }

    public Pods ip(String address) {
        status.withPodIP(address);
        return this;
    }

    /** As made a moment ago. */
    public Pods createdAt(String time) {
        pod.editMetadata().withCreationTimestamp(time).endMetadata();
        return this;
    }

    public Pods leaving() {
        pod.editMetadata().withDeletionTimestamp("2026-05-01T12:00:00Z").endMetadata();
        return this;
    }

    public Pods failed(String reason, String message) {
        status.withPhase("Failed").withReason(reason).withMessage(message);
        return this;
    }

    public Pods unschedulable(String message) {
        status.addToConditions(new PodConditionBuilder()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .build());
        return this;
    }

    /** Elasticsearch runs. */
    public Pods running() {
        return runningSince("2026-05-01T11:00:10Z");
    }

    /** Elasticsearch was started then, and runs. */
    public Pods runningSince(String time) {
        status.withPhase("Running")
                .addToContainerStatuses(new ContainerStatusBuilder()
                        .withName(Names.CONTAINER)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning(time)
                        .endState()
                        .build());
        return this;
    }

    /** Elasticsearch runs and is ready. */
    public Pods ready() {
        return readySince("2026-05-01T11:00:10Z");
    }

    /** Elasticsearch was started then, and is ready. */
    public Pods readySince(String time) {
        status.addToConditions(
                new PodConditionBuilder().withType("Ready").withStatus("True").build());
        return runningSince(time);
    }

    /** A container of the main ones waits. */
    public Pods waiting(String reason, String message, int restarts, String lastWords) {
        status.addToContainerStatuses(waitingStatus(Names.CONTAINER, reason, message, restarts, lastWords)
                .build());
        return this;
    }

    /** An init container waits. */
    public Pods initWaiting(String container, String reason, String message, int restarts, String lastWords) {
        status.addToInitContainerStatuses(
                waitingStatus(container, reason, message, restarts, lastWords).build());
        status.addToContainerStatuses(
                waitingStatus(Names.CONTAINER, "PodInitializing", null, 0, null).build());
        return this;
    }

    /** The main container has just ended. */
    public Pods ended(int exitCode, String reason, String message) {
        status.addToContainerStatuses(new ContainerStatusBuilder()
                .withName(Names.CONTAINER)
                .withRestartCount(0)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .endTerminated()
                .endState()
                .build());
        return this;
    }

    /** What the prepare container left as its last words. */
    public Pods prepared(int exitCode, String message) {
        status.addToInitContainerStatuses(new ContainerStatusBuilder()
                .withName(Names.PREPARE_CONTAINER)
                .withRestartCount(0)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withMessage(message)
                .endTerminated()
                .endState()
                .build());
        return this;
    }

    /** The report of a prepare container that did its work. */
    public Pods reports(String data, String offer) {
        return prepared(0, "{\"data\":\"" + data + "\",\"offer\":\"" + offer + "\"}\n");
    }

    public Pod build() {
        return pod.withStatus(status.build()).build();
    }

    /** Without any status, as just created. */
    public Pod withoutStatus() {
        return pod.build();
    }

    private static ContainerStatusBuilder waitingStatus(
            String container, String reason, String message, int restarts, String lastWords) {
        ContainerStatusBuilder waiting = new ContainerStatusBuilder()
                .withName(container)
                .withRestartCount(restarts)
                .withNewState()
                .withNewWaiting(message, reason)
                .endState();
        return lastWords == null
                ? waiting
                : waiting.withNewLastState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withMessage(lastWords)
                        .endTerminated()
                        .endLastState();
    }
}
