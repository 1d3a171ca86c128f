package dev.shardwright.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownFieldsTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: es-0, labels: {a: b}, annotations: {}}
            spec:
              containers:
              - name: elasticsearch
                resources: {limits: {memory: 1Gi}}
            """;

    @Test
    void everyPartHasTheSameEmptyMap() {
        Pod pod = Serialization.unmarshal(POD, Pod.class);
        UnknownFields.share(pod);
        Container container = pod.getSpec().getContainers().getFirst();
        Quantity memory = container.getResources().getLimits().get("memory");
        assertThat(pod.getAdditionalProperties()).isSameAs(Map.of());
        assertThat(pod.getMetadata().getAdditionalProperties()).isSameAs(Map.of());
        assertThat(container.getAdditionalProperties()).isSameAs(Map.of());
        assertThat(memory.getAdditionalProperties()).isSameAs(Map.of());
    }

    @Test
    void anObjectSaysTheSameAfterwards() {
        Pod pod = Serialization.unmarshal(POD, Pod.class);
        UnknownFields.share(pod);
        assertThat(pod).isEqualTo(Serialization.unmarshal(POD, Pod.class));
        assertThat(Serialization.asJson(pod)).isEqualTo(Serialization.asJson(Serialization.unmarshal(POD, Pod.class)));
        assertThat(new PodBuilder(pod).editSpec().withNodeName("n").endSpec().build())
                .extracting(p -> p.getSpec().getNodeName())
                .isEqualTo("n");
    }

    @Test
    void whatTheModelDoesNotKnowStays() {
        Pod pod = Serialization.unmarshal(POD, Pod.class);
        pod.getSpec().setAdditionalProperty("newInKubernetes", true);
        UnknownFields.share(pod);
        assertThat(pod.getSpec().getAdditionalProperties()).containsEntry("newInKubernetes", true);
    }
}
