package dev.shardwright.cluster.act;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Runs commands in the Elasticsearch container of a pod. */
public interface PodShell {

    /**
     * Runs a command and gives it input, which does not end by itself. Blocks for two minutes at most.
     *
     * @return its exit code
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if that is not allowed, or did not come to an end
     */
    int run(Pod pod, List<String> command, byte[] input);
}
