package dev.shardwright.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import org.junit.jupiter.api.Test;

class DietTest {
    @Test
    void leavesWhatIsReadOfAPod() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("es-data-0")
                .addToAnnotations("a", "b")
                .endMetadata()
                .withNewSpec()
                .withNodeName("host-1")
                .addNewInitContainer()
                .withName("prepare")
                .endInitContainer()
                .addNewContainer()
                .withName("elasticsearch")
                .withImage("elasticsearch:8.19.21")
                .addNewVolumeMount()
                .withName("data")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("data")
                .endVolume()
                .endSpec()
                .withNewStatus()
                .withPodIP("10.0.0.7")
                .endStatus()
                .build();

        new Diet().apply(pod);

        assertThat(pod.getMetadata().getAnnotations()).containsEntry("a", "b");
        assertThat(pod.getStatus().getPodIP()).isEqualTo("10.0.0.7");
        assertThat(pod.getSpec().getNodeName()).isEqualTo("host-1");
        assertThat(pod.getSpec().getVolumes()).isEmpty();
        assertThat(pod.getSpec().getInitContainers()).isEmpty();
        Container container = pod.getSpec().getContainers().getFirst();
        assertThat(container.getName()).isEqualTo("elasticsearch");
        assertThat(container.getImage()).isEqualTo("elasticsearch:8.19.21");
        assertThat(container.getVolumeMounts()).isEmpty();
    }

    @Test
    void keepsEqualContainersAndTextsOnce() {
        Diet diet = new Diet();
        StatefulSet one = statefulSet("one");
        StatefulSet two = statefulSet("two");
        diet.apply(one);
        diet.apply(two);
        assertThat(one.getSpec().getTemplate().getSpec().getContainers().getFirst())
                .isSameAs(two.getSpec().getTemplate().getSpec().getContainers().getFirst());
        assertThat(two).isEqualTo(statefulSet("two"));

        ConfigMap first = configMap();
        ConfigMap second = configMap();
        diet.apply(first);
        diet.apply(second);
        assertThat(first.getData().get("prepare.sh")).isSameAs(second.getData().get("prepare.sh"));
        diet.apply(new ConfigMap());
    }

    private static StatefulSet statefulSet(String name) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewInitContainer()
                .withName("prepare")
                .endInitContainer()
                .addNewContainer()
                .withName("elasticsearch")
                .endContainer()
                .addNewVolume()
                .withName("certs-of-" + name)
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static ConfigMap configMap() {
        return new ConfigMapBuilder()
                .addToData("prepare.sh", String.valueOf(new char[] {'s', 'e', 't'}))
                .build();
    }
}
