package dev.shardwright.cluster.observe;

import dev.shardwright.elasticsearch.Endpoint;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/**
 * A node that may hold connections to others, or has begun to start and so may have read its certificates.
 *
 * @param name of the node, which is that of its pod
 * @param uid of the pod
 * @param endpoint where to ask it; empty as long as it has no address
 */
public record RunningNode(String name, String uid, Optional<Endpoint> endpoint) {

    /** The nodes that run, of a cluster's pods. One that cannot start reads its certificates when it can. */
    public static List<RunningNode> of(String cluster, List<Pod> pods) {
        return pods.stream()
                .filter(RunningNode::runs)
                .map(pod -> new RunningNode(
                        pod.getMetadata().getName(), pod.getMetadata().getUid(), endpointOf(cluster, pod)))
                .toList();
    }

    private static boolean runs(Pod pod) {
        return switch (NodeCondition.of(pod).state()) {
            case Starting, Joining, Member, Leaving -> true;
            // It may be another container that fails.
            case Failing -> elasticsearchRuns(pod);
            case Absent, Scheduling -> false;
        };
    }

    private static boolean elasticsearchRuns(Pod pod) {
        return NodeCondition.elasticsearch(pod)
                .filter(state -> state.getRunning() != null)
                .isPresent();
    }

    /**
     * Where to ask the node of a pod, empty as long as it has no address. By address, so that no DNS stands between; the
     * name is what the certificate is checked against.
     */
    public static Optional<Endpoint> endpointOf(String cluster, Pod pod) {
        String host = pod.getMetadata().getName() + "." + Names.nodesService(cluster) + "."
                + pod.getMetadata().getNamespace() + ".svc";
        return Optional.ofNullable(pod.getStatus())
                .map(status -> status.getPodIP())
                .filter(ip -> !ip.isBlank())
                .map(ip -> new Endpoint(host, ip, Names.HTTP_PORT));
    }
}
