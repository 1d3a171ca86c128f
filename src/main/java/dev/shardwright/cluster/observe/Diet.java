package dev.shardwright.cluster.observe;

import dev.shardwright.support.Shared;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

/** What of the children stays in memory, which is what an operator of a thousand clusters is made of. */
final class Diet {
    private final Shared<Container> containers = new Shared<>();
    private final Shared<String> texts = new Shared<>();

    /** Makes an object smaller that has just come from the API server. */
    void apply(HasMetadata object) {
        switch (object) {
            case Pod pod -> slim(pod);
            case StatefulSet set -> share(set.getSpec().getTemplate().getSpec());
            case ConfigMap map when map.getData() != null -> map.getData().replaceAll((file, text) -> texts.of(text));
            default -> {}
        }
    }

    /**
     * Pods are the most numerous, and nearly all of a pod is its spec. What the operator reads of it stays: where it runs,
     * and the containers' names and images. It never writes a pod back.
     */
    private static void slim(Pod pod) {
        PodSpec whole = pod.getSpec();
        pod.setSpec(new PodSpecBuilder()
                .withNodeName(whole.getNodeName())
                .withContainers(whole.getContainers().stream().map(Diet::slim).toList())
                .build());
    }

    private static Container slim(Container whole) {
        return new ContainerBuilder()
                .withName(whole.getName())
                .withImage(whole.getImage())
                .build();
    }

    /** Nothing of a cluster's own is in its containers: names of its objects are in the volumes. */
    private void share(PodSpec template) {
        template.setContainers(
                template.getContainers().stream().map(containers::of).toList());
        template.setInitContainers(
                template.getInitContainers().stream().map(containers::of).toList());
    }
}
