package dev.shardwright.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.apiserver.AuditLog.Call;
import dev.shardwright.cluster.act.ClientKubernetesApi;
import dev.shardwright.cluster.act.SecureSettingsLoader;
import dev.shardwright.cluster.desired.SecureSettingsChange;
import dev.shardwright.elasticsearch.ElasticsearchApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.IssuedCertificate;
import dev.shardwright.security.LeafRequest;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What changes of a cluster write to a real API server. The test plays the controllers: none runs there. */
class ChangesApiServerTest extends OperatorTest {
    private static final String EXTRA = "- {name: extra, replicas: 2, roles: [data], storage: {size: 1Gi}}\n";
    private static final String STORAGE_CLASS = "changes-that-grows";

    @Test
    void poolThatIsDroppedBeforeItEverRanIsScaledToZeroAndDeleted() {
        create("es", SMALL + EXTRA);
        patiently().untilAsserted(() -> assertThat(statefulSet("es-extra")).isNotNull());
        settle();
        String others = uid("es-master") + uid("es-data");
        update("es", SMALL);
        patiently().untilAsserted(() -> assertThat(replicas("es-extra")).isZero());
        settle();
        assertThat(statefulSet("es-extra"))
                .as("nobody has said yet that its pods are gone")
                .isNotNull();

        allPodsGone("es-extra");
        patiently().untilAsserted(() -> assertThat(statefulSet("es-extra")).isNull());
        patiently().untilAsserted(() -> assertThat(revisions("extra")).isEmpty());
        assertThat(uid("es-master") + uid("es-data")).isEqualTo(others);
        settle();
        assertThat(statefulSet("es-extra")).isNull();
        patiently().untilAsserted(() -> assertThat(live("es").getStatus().plan())
                .hasSize(5)
                .noneMatch(n -> n.node().startsWith("es-extra")));
    }

    /** An unknown is a no: a volume that was mounted may hold shards, and nobody has been heard. */
    @Test
    void droppedPoolWhoseVolumesWereMountedStaysUntilElasticsearchIsHeard() {
        create("es", SMALL + EXTRA);
        patiently().untilAsserted(() -> assertThat(statefulSet("es-extra")).isNotNull());
        boundClaim("extra", 0);
        boundClaim("extra", 1);
        settle();
        update("es", SMALL);
        patiently().untilAsserted(() -> assertThat(live("es").getStatus().plan())
                .filteredOn(n -> n.node().startsWith("es-extra"))
                .hasSize(2)
                .allSatisfy(n -> {
                    assertThat(n.intent()).isEqualTo(NodePlanStatus.Intent.Remove);
                    assertThat(n.blockedBy()).isEqualTo("ClusterFormed");
                }));
        settle();
        assertThat(replicas("es-extra")).isEqualTo(2);
    }

    /** All that has come with changes of a running cluster, and still not one write in a pass that finds nothing to do. */
    @Test
    void furtherPassesWriteNothingWithSecretsOfTheUserAndGrownVolumes() {
        secret("keys", Map.of("s3.client.default.access_key", "a"));
        secret("mine", certificate());
        create("es", SMALL + "secureSettings: [{secretName: keys}]\nhttp: {tls: {secretName: mine}}\n");
        patiently().untilAsserted(() -> assertThat(statefulSet("es-data")).isNotNull());
        boundClaim("data", 0);
        update(
                "es",
                SMALL.replace("roles: [data], storage: {size: 1Gi}", "roles: [data], storage: {size: 2Gi}")
                        + "secureSettings: [{secretName: keys}]\nhttp: {tls: {secretName: mine}}\n");
        patiently().untilAsserted(() -> assertThat(requested("data", 0)).isEqualTo(new Quantity("2Gi")));
        settle();

        long mark = server.auditLog().mark();
        int passes = operator.passes();
        for (int round = 0; round < 5; round++) {
            touch(statefulSet("es-data"), round);
            touch(claim("data", 0), round);
            for (String name : List.of("keys", "mine", "es-secure-settings", "es-http-certs")) {
                touch(secret(name), round);
            }
            int before = operator.passes();
            patiently().until(() -> operator.passes() > before);
        }
        settle();
        assertThat(operator.passes()).isGreaterThanOrEqualTo(passes + 5);
        assertThat(writes(mark)).isEmpty();
        assertThat(server.auditLog().since(mark, AGENT + "/" + namespace))
                .filteredOn(Call::isRead)
                .isEmpty();
    }

    @Test
    void volumeGrowsAndKeepsWhatOthersWroteOnIt() {
        create("es", SMALL);
        patiently().untilAsserted(() -> assertThat(statefulSet("es-data")).isNotNull());
        boundClaim("data", 0);
        boundClaim("master", 0);
        settle();
        String template = uid("es-data");
        update("es", SMALL.replace("roles: [data], storage: {size: 1Gi}", "roles: [data], storage: {size: 3Gi}"));
        patiently().untilAsserted(() -> assertThat(requested("data", 0)).isEqualTo(new Quantity("3Gi")));
        settle();
        assertThat(requested("master", 0)).isEqualTo(new Quantity("1Gi"));
        assertThat(claim("data", 0).getMetadata().getLabels())
                .containsAllEntriesOf(Labels.of("es"))
                .containsEntry(Labels.POOL, "data");
        assertThat(claim("data", 0).getSpec().getStorageClassName()).isEqualTo(STORAGE_CLASS);
        assertThat(uid("es-data")).as("the same StatefulSet").isEqualTo(template);
    }

    /** A pod that was made anew meanwhile reads what is mounted: the mark of its predecessor is not its own. */
    @Test
    void markOfLoadedSecureSettingsIsForThatVeryPod() {
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("es-data-0")
                        .addToAnnotations("of", "another")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("elasticsearch")
                        .withImage("example.dev/none")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        Pod before = new PodBuilder(pod)
                .editMetadata()
                .withUid("earlier")
                .endMetadata()
                .build();
        SecureSettingsChange change = new SecureSettingsChange(2, Instant.EPOCH);
        Secret settings = new SecretBuilder()
                .withNewMetadata()
                .addToAnnotations(Labels.GENERATION, "2")
                .endMetadata()
                .build();
        List<String> reloaded = new ArrayList<>();
        for (Pod asked : List.of(before, pod)) {
            new SecureSettingsLoader(
                            (p, command, input) -> 0,
                            new ClientKubernetesApi(client),
                            Runnable::run,
                            InstantSource.system())
                    .load(change, settings, List.of(asked), node -> {
                        reloaded.add(node);
                        return new Reply.Answer<>(new ElasticsearchApi.Done());
                    });
            assertThat(client.resource(pod).get().getMetadata().getAnnotations().get(Labels.LOADED_CHANGE))
                    .isEqualTo(asked.equals(pod) ? change.mark() : null);
        }
        assertThat(reloaded).hasSize(2);
        assertThat(client.resource(pod).get().getMetadata().getAnnotations()).containsEntry("of", "another");
    }

    @Test
    void changedSecretsOfTheUserReachThoseThatPodsMount() {
        secret("keys", Map.of("one.key", "a"));
        secret("mine", certificate());
        create("es", SMALL + "secureSettings: [{secretName: keys}]\nhttp: {tls: {secretName: mine}}\n");
        patiently().untilAsserted(() -> {
            assertThat(secret("es-secure-settings").getData()).containsOnlyKeys("one.key");
            assertThat(secret("es-http-certs").getData())
                    .containsEntry("tls.crt", secret("mine").getData().get("tls.crt"));
        });
        client.resource(secret("keys"))
                .edit(s -> new SecretBuilder(s).addToData("two.key", "Yg==").build());
        Map<String, String> another = certificate();
        client.resource(secret("mine"))
                .edit(s -> new SecretBuilder(s).addToStringData(another).build());
        patiently().untilAsserted(() -> {
            assertThat(secret("es-secure-settings").getData()).containsOnlyKeys("one.key", "two.key");
            assertThat(Base64.getDecoder()
                            .decode(secret("es-http-certs").getData().get("tls.crt")))
                    .isEqualTo(another.get("tls.crt").getBytes(UTF_8));
        });
        // Deleted, and still what nodes have: their pods start without it.
        client.resource(secret("keys")).delete();
        settle();
        assertThat(secret("es-secure-settings").getData()).containsOnlyKeys("one.key", "two.key");
    }

    /** Somebody scales by hand while the plan is made: what was planned for another size is refused. */
    @Test
    void statefulSetIsNotWrittenOverAChangeThatWasNotSeen() {
        create("es", SMALL);
        patiently().untilAsserted(() -> assertThat(statefulSet("es-data")).isNotNull());
        settle();
        // So that the operator itself leaves it alone.
        client.resource(live("es")).delete();
        patiently().until(() -> live("es") == null);
        StatefulSet seen = statefulSet("es-data");
        client.resource(seen).edit(s -> new StatefulSetBuilder(s)
                .editSpec()
                .withReplicas(4)
                .endSpec()
                .build());
        StatefulSet planned = new StatefulSetBuilder(seen)
                .editMetadata()
                .withManagedFields(List.of())
                .endMetadata()
                .editSpec()
                .withReplicas(1)
                .endSpec()
                .build();
        KubernetesClientException refusal = catchThrowableOfType(
                KubernetesClientException.class, () -> new ClientKubernetesApi(client).apply(planned));
        assertThat(refusal).isNotNull();
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(replicas("es-data")).isEqualTo(4);
    }

    /** A server-side apply makes what is not there, and an empty claim of that name would be taken for the data. */
    @Test
    void claimThatIsGoneIsNotMadeAnewByAnApply() {
        boundClaim("data", 0);
        PersistentVolumeClaim seen = claim("data", 0);
        client.resource(seen).edit(c -> new PersistentVolumeClaimBuilder(c)
                .editMetadata()
                .withFinalizers()
                .endMetadata()
                .build());
        client.resource(seen).delete();
        patiently().untilAsserted(() -> assertThat(claim("data", 0)).isNull());
        PersistentVolumeClaim shaped = new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("data-es-data-0")
                .withUid(seen.getMetadata().getUid())
                .endMetadata()
                .withNewSpec()
                .withNewResources()
                .addToRequests("storage", new Quantity("2Gi"))
                .endResources()
                .endSpec()
                .build();
        KubernetesClientException refusal = catchThrowableOfType(
                KubernetesClientException.class, () -> new ClientKubernetesApi(client).apply(shaped));
        assertThat(refusal).isNotNull();
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(claim("data", 0)).isNull();
    }

    /** What the controller says when it has followed the size. */
    private void allPodsGone(String name) {
        client.resource(statefulSet(name)).editStatus(s -> new StatefulSetBuilder(s)
                .withNewStatus()
                .withReplicas(0)
                .withObservedGeneration(s.getMetadata().getGeneration())
                .endStatus()
                .build());
    }

    /** A claim as the StatefulSet makes it, and a provisioner has bound it. */
    private void boundClaim(String pool, int ordinal) {
        client.resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(STORAGE_CLASS)
                        .endMetadata()
                        .withProvisioner("example.dev/none")
                        .withAllowVolumeExpansion(true)
                        .build())
                .serverSideApply();
        Map<String, String> labels = new HashMap<>(Labels.of("es"));
        labels.put(Labels.POOL, pool);
        PersistentVolumeClaim made = client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("data-es-" + pool + "-" + ordinal)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withStorageClassName(STORAGE_CLASS)
                        .withVolumeName("volume-" + namespace + "-" + pool + "-" + ordinal)
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        client.resource(made).editStatus(c -> new PersistentVolumeClaimBuilder(c)
                .withNewStatus()
                .withPhase("Bound")
                .withAccessModes("ReadWriteOnce")
                .addToCapacity("storage", new Quantity("1Gi"))
                .endStatus()
                .build());
    }

    private static Map<String, String> certificate() {
        Instant now = Instant.now();
        CertificateAuthority authority = CertificateAuthority.create("users", now, Duration.ofDays(900));
        IssuedCertificate leaf = authority.issue(
                new LeafRequest("search", List.of("search.example"), List.of()), now, Duration.ofDays(300));
        return Map.of(
                "tls.crt", leaf.certificatePem(),
                "tls.key", leaf.privateKeyPem(),
                "ca.crt", authority.certificatePem());
    }

    private void secret(String name, Map<String, String> texts) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withStringData(texts)
                        .build())
                .create();
    }

    private PersistentVolumeClaim claim(String pool, int ordinal) {
        return client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName("data-es-" + pool + "-" + ordinal)
                .get();
    }

    private Quantity requested(String pool, int ordinal) {
        return claim(pool, ordinal).getSpec().getResources().getRequests().get("storage");
    }

    private List<ConfigMap> revisions(String pool) {
        return client.configMaps()
                .inNamespace(namespace)
                .withLabel(Labels.POOL, pool)
                .list()
                .getItems();
    }

    private String uid(String statefulSet) {
        return statefulSet(statefulSet).getMetadata().getUid();
    }
}
