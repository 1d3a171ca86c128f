package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.apiserver.AuditLog.Call;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The reconciler against a real API server. No controller runs there: StatefulSets make no pods, so every cluster stays in
 * its formation, which is enough to see what is written, and above all what is not.
 */
class ReconcilerApiServerTest extends OperatorTest {
    private static final String UUID = "q1w2e3r4t5y6u7i8o9p0a_";

    @Test
    void quickstartMakesEveryChildOwnedAndLabelled() throws IOException {
        long mark = server.auditLog().mark();
        ElasticCluster cluster =
                Serialization.unmarshal(Files.readString(Path.of("samples", "quickstart.yaml")), ElasticCluster.class);
        cluster.getMetadata().setNamespace(namespace);
        client.resource(cluster).create();
        patiently().untilAsserted(() -> assertThat(names(children("quickstart")))
                .contains("NetworkPolicy quickstart-nodes"));
        List<HasMetadata> children = children("quickstart");
        assertThat(names(children).stream().map(n -> n.replaceFirst("-[0-9a-f]{10}$", "-HASH")))
                .containsExactlyInAnyOrder(
                        "ServiceAccount quickstart-nodes",
                        "Secret quickstart-ca",
                        "Secret quickstart-transport-certs",
                        "Secret quickstart-http-certs",
                        "Secret quickstart-elastic-user",
                        "Secret quickstart-operator-user",
                        "Secret quickstart-file-realm",
                        "ConfigMap quickstart-bootstrap",
                        "ConfigMap quickstart-master-HASH",
                        "ConfigMap quickstart-data-HASH",
                        "Service quickstart-nodes",
                        "Service quickstart-http",
                        "StatefulSet quickstart-master",
                        "StatefulSet quickstart-data",
                        "PodDisruptionBudget quickstart-master",
                        "PodDisruptionBudget quickstart-data",
                        "NetworkPolicy quickstart-nodes");
        String uid = live("quickstart").getMetadata().getUid();
        assertThat(children).allSatisfy(c -> {
            assertThat(c.getMetadata().getOwnerReferences()).singleElement().satisfies(o -> assertThat(o.getUid())
                    .isEqualTo(uid));
            assertThat(c.getMetadata().getLabels()).containsAllEntriesOf(Labels.of("quickstart"));
        });
        patiently().untilAsserted(() -> {
            ElasticClusterStatus status = live("quickstart").getStatus();
            assertThat(status.bootstrap().state()).isEqualTo(BootstrapStatus.State.Forming);
            assertThat(status.bootstrap().initialMasterNodes())
                    .containsExactly("quickstart-master-0", "quickstart-master-1", "quickstart-master-2");
            assertThat(status.nodes()).isEqualTo("0/5");
        });
        assertThat(writes(mark))
                .as("one write an object, and a few of status and events")
                .hasSizeLessThan(25);
    }

    /** ECK #8812, #5718, #8975; keycloak #38846: endless writes. */
    @Test
    void furtherPassesWriteNothingAndReadNothing() {
        create("es", SMALL);
        settle();
        long mark = server.auditLog().mark();
        int passes = operator.passes();
        service("es-http", s -> s.getMetadata().getLabels().put("team", "search"));
        for (int i = 0; i < 10; i++) {
            for (HasMetadata child : children("es")) {
                touch(child, i);
            }
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        }
        await().pollDelay(Duration.ofSeconds(2)).until(() -> operator.passes() >= passes + 10);
        assertThat(writes(mark)).isEmpty();
        assertThat(server.auditLog().since(mark, AGENT))
                .filteredOn(Call::isRead)
                .isEmpty();
        assertThat(liveService("es-http").getMetadata().getLabels()).containsEntry("team", "search");
    }

    /** A load balancer controller and others write fields that are not ours. */
    @Test
    void fieldsOfOtherWritersAreLeftAlone() {
        create("es", SMALL + "http: {service: {type: LoadBalancer}}\n");
        settle();
        long mark = server.auditLog().mark();
        service("es-http", s -> {
            s.getSpec().setExternalTrafficPolicy("Local");
            s.getMetadata().setFinalizers(List.of("someone.dev/lb"));
            s.getMetadata().getAnnotations().put("someone.dev/id", "7");
        });
        settle();
        assertThat(writes(mark)).isEmpty();
        assertThat(liveService("es-http").getSpec().getExternalTrafficPolicy()).isEqualTo("Local");
        service("es-http", s -> s.getMetadata().setFinalizers(List.of()));
    }

    @Test
    void ourOwnFieldsAreBroughtBack() {
        create("es", SMALL);
        settle();
        service("es-http", s -> {
            s.getSpec().getPorts().getFirst().setTargetPort(new IntOrString(9999));
            s.getSpec().setSelector(Map.of("app", "mine"));
            s.getMetadata().getLabels().put("team", "search");
        });
        patiently().untilAsserted(() -> {
            assertThat(liveService("es-http").getSpec().getPorts())
                    .singleElement()
                    .satisfies(p -> assertThat(p.getTargetPort()).isEqualTo(new IntOrString(9200)));
            assertThat(liveService("es-http").getSpec().getSelector()).containsAllEntriesOf(Labels.selector("es"));
            assertThat(liveService("es-http").getMetadata().getLabels()).containsEntry("team", "search");
        });
    }

    /** Server-side apply cannot take away what another writer put there: a person has to, and is told. */
    @Test
    void portThatSomebodyRenumberedIsSaid() {
        create("es", SMALL);
        settle();
        service("es-http", s -> s.getSpec().getPorts().getFirst().setPort(9999));
        patiently().untilAsserted(() -> {
            assertThat(condition("es", "Stalled").getReason()).isEqualTo("Rejected");
            assertThat(condition("es", "Stalled").getMessage()).contains("Service es-http", "Duplicate value");
        });
    }

    @Test
    void labelThatTheCachesAreFilteredByIsBroughtBack() {
        create("es", SMALL);
        settle();
        service("es-http", s -> s.getMetadata().getLabels().remove(Labels.MANAGED_BY));
        client.services().inNamespace(namespace).withName("es-nodes").edit(s -> new ServiceBuilder(s)
                .editMetadata()
                .addToAnnotations("touched", "x")
                .endMetadata()
                .build());
        patiently().untilAsserted(() -> assertThat(
                        liveService("es-http").getMetadata().getLabels())
                .containsAllEntriesOf(Labels.of("es")));
        patiently()
                .untilAsserted(() ->
                        assertThat(condition("es", "Reconciling").getMessage()).doesNotContain("not seen yet"));
    }

    @Test
    void restartOfTheOperatorWritesNothing() {
        create("es", SMALL);
        settle();
        stop();
        long mark = server.auditLog().mark();
        startOperator();
        await().pollDelay(Duration.ofSeconds(3)).until(() -> operator.passes() > 0);
        settle();
        assertThat(writes(mark)).isEmpty();
    }

    @Test
    void deletedChildrenAreMadeAnewAndTheOfferIsTheSame() {
        create("es", SMALL);
        settle();
        Map<String, String> offer = configMap("es-bootstrap").orElseThrow().getData();
        update("es", c -> c.replace("replicas: 3", "replicas: 5"));
        client.configMaps().inNamespace(namespace).withName("es-bootstrap").delete();
        client.services().inNamespace(namespace).withName("es-http").delete();
        client.secrets().inNamespace(namespace).withName("es-elastic-user").delete();
        patiently().untilAsserted(() -> {
            assertThat(configMap("es-bootstrap").map(ConfigMap::getData)).contains(offer);
            assertThat(liveService("es-http")).isNotNull();
            assertThat(secret("es-elastic-user")).isNotNull();
        });
    }

    /** Somebody else's object of the same name is nobody's business but theirs. */
    @Test
    void foreignObjectIsLeftAloneAndSaid() {
        Service foreign = client.services()
                .inNamespace(namespace)
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("es-nodes")
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        create("es", SMALL);
        patiently().untilAsserted(() -> {
            assertThat(condition("es", "Stalled").getReason()).isEqualTo("NameTaken");
            assertThat(condition("es", "Stalled").getMessage()).contains("Service es-nodes");
        });
        assertThat(liveService("es-nodes").getMetadata().getResourceVersion())
                .isEqualTo(foreign.getMetadata().getResourceVersion());
        assertThat(names(children("es"))).noneMatch(n -> n.startsWith("StatefulSet"));
        client.resource(foreign).delete();
    }

    /** Two clusters whose children would have one name (a with pool b-c, a-b with pool c) never share it. */
    @Test
    void childOfAnotherClusterIsLeftAlone() {
        create("a", SMALL.replace("name: data", "name: b-data"));
        patiently().untilAsserted(() -> assertThat(names(children("a"))).contains("StatefulSet a-b-data"));
        String version = statefulSetVersion("a-b-data");
        create("a-b", SMALL);
        patiently().untilAsserted(() -> assertThat(condition("a-b", "Stalled").getMessage())
                .contains("a-b-data"));
        assertThat(statefulSetVersion("a-b-data")).isEqualTo(version);
    }

    @Test
    void pausedClusterIsNotTouched() {
        long mark = server.auditLog().mark();
        create("es", SMALL + "paused: true\n");
        patiently()
                .untilAsserted(() ->
                        assertThat(condition("es", "Reconciling").getReason()).isEqualTo("Paused"));
        settle();
        assertThat(writes(mark))
                .allMatch(c -> c.subresource().equals("status") || c.resource().equals("events"));
        assertThat(children("es")).isEmpty();
    }

    @Test
    void invalidSpecChangesNothingAndSaysWhatIsWrong() {
        create("es", SMALL);
        settle();
        Map<String, String> before = versions();
        update("es", s -> s + "config: {cluster.name: other}\n");
        patiently().untilAsserted(() -> {
            assertThat(condition("es", "Stalled").getReason()).isEqualTo("InvalidSpec");
            assertThat(condition("es", "Stalled").getMessage())
                    .contains("spec.config: cluster.name is set by the operator", "metadata.name");
        });
        settle();
        assertThat(versions()).isEqualTo(before);
        long mark = server.auditLog().mark();
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        assertThat(server.auditLog().since(mark, AGENT)).as("no hot loop").isEmpty();
        update("es", s -> s);
        patiently().untilAsserted(() -> assertThat(condition("es", "Stalled").getStatus())
                .isEqualTo("False"));
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void podTemplateOfTheWrongShapeChangesNothing() {
        podTemplateIsRefused("{spec: {containers: text}}", "InvalidPodTemplate", "spec.containers");
    }

    @Test
    void podTemplateThatKubernetesRefusesChangesNothing() {
        podTemplateIsRefused(
                "{spec: {containers: [{name: elasticsearch, resources: {requests: {cpu: 9}, limits: {cpu: 1}}}]}}",
                "InvalidPodTemplate",
                "must be less than or equal to cpu limit");
    }

    @Test
    void podTemplateWithUnknownFieldsChangesNothing() {
        podTemplateIsRefused("{spec: {tolerationz: []}}", "InvalidPodTemplate", "tolerationz");
    }

    private void podTemplateIsRefused(String podTemplate, String reason, String message) {
        create("es", SMALL);
        settle();
        Map<String, String> before = versions();
        update("es", s -> s.replace("roles: [data],", "roles: [data], podTemplate: " + podTemplate + ","));
        patiently().untilAsserted(() -> {
            assertThat(condition("es", "Stalled").getReason()).isEqualTo(reason);
            assertThat(condition("es", "Stalled").getMessage()).contains("podTemplate", message);
        });
        settle();
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void nodeThatNeverRanIsLetGoAtOnce() {
        create("es", SMALL);
        settle();
        update("es", s -> s.replace("replicas: 2", "replicas: 1"));
        patiently().untilAsserted(() -> assertThat(replicas("es-data")).isEqualTo(1));
    }

    /** A volume that a pod was given may hold shards, and no Elasticsearch has been heard. */
    @Test
    void scaleDownIsHeldBackAndSaid() {
        create("es", SMALL);
        settle();
        claim("es", "data", 1, null, false);
        client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName("data-es-data-1")
                .editStatus(c -> new PersistentVolumeClaimBuilder(c)
                        .withNewStatus()
                        .withPhase("Bound")
                        .endStatus()
                        .build());
        settle();
        update("es", s -> s.replace("replicas: 2", "replicas: 1"));
        patiently().untilAsserted(() -> assertThat(live("es").getStatus().plan())
                .filteredOn(n -> n.node().equals("es-data-1"))
                .singleElement()
                .satisfies(n -> {
                    assertThat(n.intent()).isEqualTo(NodePlanStatus.Intent.Remove);
                    assertThat(n.blockedBy()).isEqualTo("ClusterFormed");
                }));
        settle();
        assertThat(replicas("es-data")).isEqualTo(2);
    }

    @Test
    void scaleUpIsDone() {
        create("es", SMALL);
        settle();
        update("es", s -> s.replace("replicas: 2", "replicas: 4"));
        patiently().untilAsserted(() -> assertThat(replicas("es-data")).isEqualTo(4));
    }

    /** #1573, #965: a resource over kept volumes adopts their cluster. */
    @Test
    void keptVolumesAreAdoptedWithoutAnyOffer() {
        claim("es", "master", 0, UUID, true);
        claim("es", "master", 1, UUID, true);
        claim("es", "data", 0, UUID, false);
        long mark = server.auditLog().mark();
        create("es", SMALL);
        patiently().untilAsserted(() -> {
            assertThat(live("es").getStatus().clusterUUID()).isEqualTo(UUID);
            assertThat(condition("es", "Bootstrapped").getReason()).isEqualTo("Adopted");
        });
        settle();
        assertThat(server.auditLog().since(mark, AGENT))
                .noneMatch(c -> c.resource().equals("configmaps") && c.name().equals("es-bootstrap"));
        assertThat(names(children("es"))).contains("StatefulSet es-master", "StatefulSet es-data");
    }

    @Test
    void volumesOfTwoClustersStopEverything() {
        claim("es", "master", 0, UUID, true);
        claim("es", "data", 0, "another-uuid-of-22-cha", false);
        create("es", SMALL);
        patiently().untilAsserted(() -> {
            assertThat(condition("es", "Stalled").getReason()).isEqualTo("ClaimsOfDifferentClusters");
            assertThat(condition("es", "Stalled").getMessage()).contains("data-es-master-0", "data-es-data-0");
        });
        assertThat(names(children("es"))).noneMatch(n -> !n.startsWith("PersistentVolumeClaim"));
    }

    @Test
    void keptVolumesOfUnknownContentAreInspectedBeforeAnythingIsOffered() {
        claim("es", "master", 0, null, true);
        create("es", SMALL);
        patiently().untilAsserted(() -> assertThat(names(children("es"))).contains("StatefulSet es-master"));
        settle();
        assertThat(condition("es", "Bootstrapped").getReason()).isEqualTo("InspectingVolumes");
        assertThat(configMap("es-bootstrap")).isEmpty();
    }

    /** #400 and the like, for our own record: a missing Secret is named, and the cluster starts when it comes. */
    @Test
    void missingSecretIsNamedAndItsComingIsSeen() {
        create("es", SMALL + "secureSettings: [{secretName: keys}]\n");
        patiently().untilAsserted(() -> {
            assertThat(condition("es", "Stalled").getReason()).isEqualTo("SecretMissing");
            assertThat(condition("es", "Stalled").getMessage()).contains("spec.secureSettings", "keys");
        });
        assertThat(children("es")).isEmpty();
        client.secrets()
                .inNamespace(namespace)
                .resource(new io.fabric8.kubernetes.api.model.SecretBuilder()
                        .withNewMetadata()
                        .withName("keys")
                        .endMetadata()
                        .addToStringData("a.b", "c")
                        .build())
                .create();
        patiently().untilAsserted(() -> assertThat(names(children("es"))).contains("StatefulSet es-data"));
    }

    @Test
    void objectsWithoutOwnerThatBearOurLabelsAreTakenBack() {
        create("es", SMALL);
        settle();
        service("es-http", s -> s.getMetadata().setOwnerReferences(List.of()));
        patiently().untilAsserted(() -> assertThat(
                        liveService("es-http").getMetadata().getOwnerReferences())
                .hasSize(1));
    }

    /** The small spec, changed. */
    private void update(String name, UnaryOperator<String> change) {
        update(name, change.apply(SMALL));
    }

    private void claim(String cluster, String pool, int ordinal, String uuid, boolean master) {
        Map<String, String> labels = new HashMap<>(Labels.of(cluster));
        labels.put(Labels.POOL, pool);
        if (uuid != null) {
            labels.put(Labels.CLUSTER_UUID, Labels.uuidAsLabel(uuid));
        }
        if (master) {
            labels.put(Labels.MASTER_ELIGIBLE, "true");
        }
        client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("data-" + cluster + "-" + pool + "-" + ordinal)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    private Condition condition(String cluster, String type) {
        ElasticClusterStatus status = live(cluster).getStatus();
        assertThat(status).isNotNull();
        return status.conditions().stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(List<HasMetadata> objects) {
        return objects.stream()
                .map(o -> o.getKind() + " " + o.getMetadata().getName())
                .toList();
    }

    /** Object to version, of everything that belongs to es. */
    private Map<String, String> versions() {
        Map<String, String> versions = new HashMap<>();
        children("es")
                .forEach(c -> versions.put(
                        c.getKind() + " " + c.getMetadata().getName(),
                        c.getMetadata().getResourceVersion()));
        return versions;
    }

    private void service(String name, Consumer<Service> change) {
        client.services().inNamespace(namespace).withName(name).edit(s -> {
            change.accept(s);
            return s;
        });
    }

    private Service liveService(String name) {
        return client.services().inNamespace(namespace).withName(name).get();
    }

    private Optional<ConfigMap> configMap(String name) {
        return Optional.ofNullable(
                client.configMaps().inNamespace(namespace).withName(name).get());
    }

    private String statefulSetVersion(String name) {
        return statefulSet(name).getMetadata().getResourceVersion();
    }
}
