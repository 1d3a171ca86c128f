package dev.shardwright.cluster.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.MaxMapCount;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs in a pod: blueprint 4. */
class PodTemplateTest {
    @ParameterizedTest
    @EnumSource(MaxMapCount.Mode.class)
    void everyContainerIsConfinedButTheOneThatRaisesTheKernelLimit(MaxMapCount.Mode mode) {
        PodSpec spec = spec("kernel: {maxMapCount: {mode: " + mode + "}}", "8.19.21", "data");
        assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(spec.getSecurityContext().getRunAsUser()).isEqualTo(1000);
        assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(spec.getAutomountServiceAccountToken()).isFalse();
        assertThat(spec.getHostNetwork()).isNull();
        List<Container> privileged = containers(spec)
                .filter(c -> Boolean.TRUE.equals(c.getSecurityContext().getPrivileged()))
                .toList();
        assertThat(privileged)
                .extracting(Container::getName)
                .isEqualTo(mode == MaxMapCount.Mode.InitContainer ? List.of(Names.MAX_MAP_COUNT_CONTAINER) : List.of());
        containers(spec).filter(c -> !privileged.contains(c)).forEach(PodTemplateTest::isConfined);
        assertThat(containers(spec))
                .allSatisfy(c -> assertThat(c.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue());
    }

    private static void isConfined(Container container) {
        SecurityContext context = container.getSecurityContext();
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getRunAsNonRoot()).isTrue();
        assertThat(context.getRunAsUser()).as("that of the pod").isNull();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(context.getCapabilities().getAdd()).isNullOrEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.19.21", "7.17.29"})
    void noSecretInEnvironmentOrCommand(String version) {
        PodSpec spec = spec("secureSettings: [{secretName: keys}]", version, "master");
        assertThat(containers(spec)).allSatisfy(c -> {
            assertThat(c.getEnvFrom()).isNullOrEmpty();
            assertThat(c.getEnv())
                    .allMatch(e -> e.getValueFrom() == null || e.getValueFrom().getSecretKeyRef() == null)
                    .extracting(EnvVar::getName)
                    .isSubsetOf("POD_NAME", "POD_UID", "POD_IP", "NODE_NAME", "MIN_MAP_COUNT", "ZONE_KEY");
            assertThat(String.join(" ", c.getCommand())).doesNotContainIgnoringCase("password");
        });
    }

    @Test
    void privateKeysOfAuthoritiesAndTheOperatorsPasswordAreMountedNowhere() {
        PodSpec spec = spec("", "8.19.21", "master");
        assertThat(spec.getVolumes())
                .filteredOn(v -> v.getSecret() != null)
                .extracting(v -> v.getSecret().getSecretName())
                .containsExactlyInAnyOrder(
                        Names.transportCertificates("es"), Names.httpCertificates("es"), Names.fileRealm("es"));
    }

    @Test
    void everyMountHasItsVolume() {
        PodSpec spec = spec("secureSettings: [{secretName: keys}]\nplacement: {zoneKey: z}", "7.17.29", "master");
        List<String> volumes = Stream.concat(
                        spec.getVolumes().stream().map(Volume::getName), Stream.of(Names.DATA_VOLUME))
                .toList();
        assertThat(volumes).doesNotHaveDuplicates();
        assertThat(containers(spec)).allSatisfy(c -> {
            assertThat(c.getVolumeMounts()).allMatch(m -> volumes.contains(m.getName()));
            assertThat(c.getVolumeMounts()).extracting(m -> m.getMountPath()).doesNotHaveDuplicates();
        });
    }

    /** Guarantee 1: the offer is optional, so its end changes no template; and no data node has it. */
    @Test
    void onlyMastersSeeTheOfferAndTheyStartWithoutIt() {
        assertThat(spec("", "8.19.21", "master").getVolumes())
                .filteredOn(v -> v.getName().equals("bootstrap"))
                .singleElement()
                .satisfies(v -> assertThat(v.getConfigMap().getOptional()).isTrue());
        assertThat(spec("", "8.19.21", "data").getVolumes())
                .noneMatch(v -> v.getName().equals("bootstrap"));
    }

    /** The operator checks the user's certificate and copies it: a broken one reaches no node. */
    @Test
    void ownCertificateIsMountedAsTheOperatorsCopy() {
        assertThat(spec("http: {tls: {secretName: mine}}", "8.19.21", "data")).isEqualTo(spec("", "8.19.21", "data"));
        assertThat(spec("http: {tls: {disabled: true}}", "8.19.21", "data").getVolumes())
                .noneMatch(v -> v.getName().equals(PodPaths.HTTP_CERTS));
    }

    @Test
    void onlyThePrepareContainerSeesTheMergedSecureSettings() {
        PodSpec spec = spec("secureSettings: [{secretName: keys}]", "8.19.21", "data");
        assertThat(spec.getVolumes())
                .filteredOn(v -> v.getName().equals("secure-settings"))
                .singleElement()
                .satisfies(v -> assertThat(v.getSecret().getSecretName()).isEqualTo("es-secure-settings"));
        assertThat(containers(spec).filter(c -> c.getVolumeMounts().stream()
                        .anyMatch(m -> m.getName().equals("secure-settings"))))
                .extracting(Container::getName)
                .containsExactly(Names.PREPARE_CONTAINER);
        assertThat(spec("", "8.19.21", "data").getVolumes())
                .noneMatch(v -> v.getName().equals("secure-settings"));
    }

    /** The order of an upgrade is read from the pods, not from what the spec says by now. */
    @ParameterizedTest
    @ValueSource(strings = {"8.19.21", "7.17.29"})
    void podSaysForWhichVersionItWasMade(String version) {
        ElasticCluster cluster = Fixtures.cluster(Fixtures.SPEC.replace("8.19.21", version));
        assertThat(PodTemplate.of(cluster, cluster.getSpec().pool("data").orElseThrow(), "rev", false)
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("shardwright.dev/version", version)
                .containsEntry("shardwright.dev/revision", "rev");
    }

    /** The attribute by which Elasticsearch tells a node from the one that had its name before. */
    @Test
    void nodeKnowsTheUidOfItsPod() {
        assertThat(node(spec("", "8.19.21", "data")).getEnv())
                .filteredOn(e -> e.getName().equals("POD_UID"))
                .singleElement()
                .satisfies(e -> assertThat(e.getValueFrom().getFieldRef().getFieldPath())
                        .isEqualTo("metadata.uid"));
    }

    @Test
    void readinessIsThePortOrBefore82ARequest() {
        assertThat(node(spec("", "8.2.0", "data"))
                        .getReadinessProbe()
                        .getTcpSocket()
                        .getPort()
                        .getIntVal())
                .isEqualTo(Names.READINESS_PORT);
        assertThat(node(spec("", "8.1.3", "data")).getReadinessProbe().getExec().getCommand())
                .containsExactly("bash", "/mnt/shardwright/revision/ready.sh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Required", "Preferred", "None"})
    void spreadsOverHostsAndZones(String spread) {
        PodSpec spec = spec("placement: {spread: " + spread + ", zoneKey: zone}", "8.19.21", "data");
        var affinity = spec.getAffinity() == null ? null : spec.getAffinity().getPodAntiAffinity();
        switch (spread) {
            case "Required" ->
                assertThat(affinity.getRequiredDuringSchedulingIgnoredDuringExecution())
                        .singleElement()
                        .satisfies(t -> assertThat(t.getTopologyKey()).isEqualTo("kubernetes.io/hostname"));
            case "Preferred" ->
                assertThat(affinity.getPreferredDuringSchedulingIgnoredDuringExecution())
                        .hasSize(1);
            default -> assertThat(affinity).isNull();
        }
        assertThat(spec.getTopologySpreadConstraints()).singleElement().satisfies(c -> assertThat(
                        c.getWhenUnsatisfiable())
                .isEqualTo(spread.equals("Required") ? "DoNotSchedule" : "ScheduleAnyway"));
    }

    private static Container node(PodSpec spec) {
        return spec.getContainers().getFirst();
    }

    private static Stream<Container> containers(PodSpec spec) {
        return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream());
    }

    private static PodSpec spec(String fields, String version, String pool) {
        ElasticCluster cluster = Fixtures.cluster(Fixtures.SPEC.replace("8.19.21", version) + fields);
        boolean secureSettings = !cluster.getSpec().secureSettings().isEmpty();
        return PodTemplate.of(cluster, cluster.getSpec().pool(pool).orElseThrow(), "rev", secureSettings)
                .getSpec();
    }
}
