package dev.shardwright.cluster.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateOverlayTest {
    private static final ElasticCluster CLUSTER = Fixtures.cluster();
    private static final PodTemplateSpec BASE =
            PodTemplate.of(CLUSTER, CLUSTER.getSpec().nodePools().getFirst(), "rev", false);

    @Test
    void emptyOverlayChangesNothing() {
        assertThat(TemplateOverlay.merge(BASE, Map.of())).isEqualTo(BASE);
        assertThat(merge("{metadata: {}, spec: {}}")).isEqualTo(BASE);
    }

    @Test
    void mergesContainersAndEnvByName() {
        PodTemplateSpec merged = merge("""
                spec:
                  containers:
                  - name: elasticsearch
                    env: [{name: POD_NAME, value: mine}, {name: EXTRA, value: x}]
                  - {name: sidecar, image: busybox}
                """);
        assertThat(merged.getSpec().getContainers())
                .extracting(Container::getName)
                .containsExactly("elasticsearch", "sidecar");
        Container node = merged.getSpec().getContainers().getFirst();
        assertThat(node.getImage()).isEqualTo(CLUSTER.getSpec().effectiveImage());
        assertThat(node.getEnv()).extracting(EnvVar::getName).containsExactly("POD_NAME", "POD_UID", "POD_IP", "EXTRA");
        assertThat(node.getEnv().getFirst().getValue()).isEqualTo("mine");
        assertThat(merged.getSpec().getInitContainers())
                .isEqualTo(BASE.getSpec().getInitContainers());
    }

    @Test
    void addsLabelsAnnotationsTolerationsAndServiceAccount() {
        PodTemplateSpec merged = merge("""
                metadata: {labels: {team: search}, annotations: {note: hello}}
                spec:
                  serviceAccountName: mine
                  terminationGracePeriodSeconds: 300
                  nodeSelector: {disk: ssd}
                  tolerations: [{key: a, operator: Exists}, {key: b, operator: Exists}]
                """);
        assertThat(merged.getMetadata().getLabels())
                .containsEntry("team", "search")
                .containsAllEntriesOf(BASE.getMetadata().getLabels());
        assertThat(merged.getMetadata().getAnnotations()).containsKeys("note", Labels.REVISION);
        assertThat(merged.getSpec().getServiceAccountName()).isEqualTo("mine");
        assertThat(merged.getSpec().getTerminationGracePeriodSeconds()).isEqualTo(300);
        assertThat(merged.getSpec().getTolerations()).hasSize(2);
        assertThat(merged.getSpec().getSecurityContext())
                .isEqualTo(BASE.getSpec().getSecurityContext());
    }

    /** A volume may be mounted twice; the data must not move away from its volume by it. */
    @Test
    void mountOfAVolumeAtAnotherPathDoesNotMoveTheOperatorsMount() {
        PodTemplateSpec merged = merge("""
                spec:
                  containers:
                  - name: elasticsearch
                    volumeMounts: [{name: data, mountPath: /extra}, {name: tmp, mountPath: /tmp, subPath: x}]
                """);
        List<VolumeMount> mounts = merged.getSpec().getContainers().getFirst().getVolumeMounts();
        assertThat(mounts)
                .filteredOn(m -> m.getName().equals(Names.DATA_VOLUME))
                .extracting(VolumeMount::getMountPath)
                .containsExactly(PodPaths.DATA, "/extra");
        assertThat(mounts)
                .filteredOn(m -> m.getMountPath().equals("/tmp"))
                .singleElement()
                .satisfies(m -> assertThat(m.getSubPath()).isEqualTo("x"));
    }

    @Test
    void portsAreMergedByNumberElseByName() {
        PodTemplateSpec merged = merge("""
                spec:
                  containers:
                  - name: elasticsearch
                    ports:
                    - {containerPort: 9114, name: metrics}
                    - {name: http, hostPort: 9200}
                """);
        assertThat(merged.getSpec().getContainers().getFirst().getPorts())
                .extracting(ContainerPort::getContainerPort, ContainerPort::getName, ContainerPort::getHostPort)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(9200, "http", 9200),
                        org.assertj.core.groups.Tuple.tuple(9300, "transport", null),
                        org.assertj.core.groups.Tuple.tuple(9114, "metrics", null));
    }

    @Test
    void replacesTheValuesOfResources() {
        PodTemplateSpec merged = merge("""
                spec: {initContainers: [{name: prepare, resources: {limits: {memory: 1Gi}}}]}
                """);
        Container prepare = merged.getSpec().getInitContainers().stream()
                .filter(c -> c.getName().equals("prepare"))
                .findFirst()
                .orElseThrow();
        assertThat(prepare.getResources().getLimits().get("memory").toString()).isEqualTo("1Gi");
        assertThat(prepare.getResources().getRequests()).containsKey("cpu");
    }

    @Test
    void malformedOverlaySaysWhere() {
        assertThatExceptionOfType(TemplateOverlay.MalformedOverlay.class)
                .isThrownBy(() -> merge("{spec: {containers: [{name: elasticsearch, env: {A: b}}]}}"))
                .withMessageContaining("podTemplate.spec.containers")
                .withMessageContaining(".env");
        for (String bad : List.of(
                "{spec: text}",
                "{spec: {tolerations: [x]}}",
                "{spec: {terminationGracePeriodSeconds: soon}}",
                "{spec: {containers: [{name: elasticsearch, resources: {limits: {memory: {a: b}}}}]}}",
                "{metadata: {labels: [a]}}",
                "{metadata: []}")) {
            assertThat(TemplateOverlay.flaw(map(bad))).as(bad).hasValueSatisfying(f -> assertThat(f)
                    .contains("at podTemplate."));
        }
    }

    @Test
    void badQuantityIsNamedWithItsContainer() {
        assertThat(TemplateOverlay.flaw(
                        map("{spec: {containers: [{name: sidecar, resources: {limits: {cpu: much}}}]}}")))
                .hasValueSatisfying(f -> assertThat(f).contains("sidecar", "cpu", "much"));
        assertThat(TemplateOverlay.flaw(
                        map("{spec: {containers: [{name: sidecar, resources: {limits: {cpu: 500m, memory: 2Gi}}}]}}")))
                .isEmpty();
    }

    private static PodTemplateSpec merge(String yaml) {
        return TemplateOverlay.merge(BASE, map(yaml));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String yaml) {
        return Serialization.unmarshal("---\n" + yaml, Map.class);
    }
}
