package dev.shardwright.cluster.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 7: an operator upgrade restarts no pod (ECK #7359, #6765, opensearch #1580). */
class RevisionTest {
    private static final String POOL = """
            name: all
            replicas: 1
            roles: [master, data]
            storage: {size: 1Gi}
            """;

    /** What an earlier operator froze is used, whatever this one would make. */
    @Test
    void frozenTemplateIsUsedAsItStands() {
        ElasticCluster cluster = Fixtures.cluster();
        NodePool pool = cluster.getSpec().nodePools().getFirst();
        Revision made = Revision.of(cluster, pool, Optional.empty());
        String earlier = made.configMap()
                .getData()
                .get("pod-template.json")
                .replace("\"terminationGracePeriodSeconds\":120", "\"terminationGracePeriodSeconds\":77");
        ConfigMap frozen = new ConfigMapBuilder(made.configMap())
                .addToData(Map.of("pod-template.json", earlier, "prepare.sh", "echo earlier", "new.sh", "x"))
                .build();
        Revision read = Revision.of(cluster, pool, Optional.of(frozen));
        assertThat(read.hash()).isEqualTo(made.hash());
        assertThat(read.template().getSpec().getTerminationGracePeriodSeconds()).isEqualTo(77);
        assertThat(read.configMap().getData()).isEqualTo(frozen.getData());
    }

    @Test
    void whatWasFrozenReadsBackTheSame() {
        ElasticCluster cluster = Fixtures.clusterOfPool("""
                podTemplate: {spec: {containers: [{name: elasticsearch, env: [{name: A, value: b}]}], tolerations: [{key: a}]}}
                resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 1Gi}}
                """);
        NodePool pool = cluster.getSpec().nodePools().getFirst();
        Revision made = Revision.of(cluster, pool, Optional.empty());
        assertThat(Revision.of(cluster, pool, Optional.of(made.configMap()))).isEqualTo(made);
        assertThat(made.template().getMetadata().getAnnotations()).containsEntry(Labels.REVISION, made.hash());
        assertThat(made.configMap().getImmutable()).isTrue();
        assertThat(made.configMap().getMetadata().getName()).isEqualTo(Revision.nameOf(cluster, pool));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", ""})
    void damagedRecordIsMadeAnew(String damaged) {
        ElasticCluster cluster = Fixtures.cluster();
        NodePool pool = cluster.getSpec().nodePools().getFirst();
        Revision made = Revision.of(cluster, pool, Optional.empty());
        ConfigMap frozen = new ConfigMapBuilder(made.configMap())
                .addToData("pod-template.json", damaged)
                .build();
        assertThat(Revision.of(cluster, pool, Optional.of(frozen)).template()).isEqualTo(made.template());
    }

    @Test
    void recordWithoutDataIsMadeAnew() {
        ElasticCluster cluster = Fixtures.cluster();
        NodePool pool = cluster.getSpec().nodePools().getFirst();
        ConfigMap frozen =
                new ConfigMapBuilder().withNewMetadata().endMetadata().build();
        assertThat(Revision.of(cluster, pool, Optional.of(frozen)).template()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "paused: true",
                "volumeRetention: Delete",
                "update: {maxUnavailable: 2}",
                "http: {service: {type: LoadBalancer, annotations: {a: b}}}",
                "auth: {users: [{secretName: a}], roles: [{secretName: b}]}",
                "networkPolicy: {disabled: true}",
                "placement: {spread: Preferred}",
                "kernel: {maxMapCount: {mode: InitContainer, value: 262144}}",
                "http: {tls: {disabled: false}}",
                "http: {tls: {secretName: mine}}",
                "certificates: {rotationTrigger: now}",
                "secureSettings: [{secretName: keys}]",
                "config: {}",
            })
    void whatPodsDoNotSeeChangesNoRevision(String fields) {
        assertThat(hash(
                        Fixtures.clusterOfPool("")
                                .getSpec()
                                .nodePools()
                                .getFirst()
                                .name(),
                        Fixtures.clusterOfPool("")))
                .isEqualTo(hash("all", with(fields)));
    }

    @Test
    void sizeOfThePoolAndOfItsVolumesChangesNoRevision() {
        String base = hash(
                "all",
                Fixtures.cluster(
                        "version: 8.19.21\nnodePools:\n- " + POOL.indent(2).strip()));
        String bigger = hash(
                "all",
                Fixtures.cluster("version: 8.19.21\nnodePools:\n- "
                        + POOL.replace("replicas: 1", "replicas: 9")
                                .replace("1Gi", "9Gi")
                                .indent(2)
                                .strip()
                        + "\n- {name: more, replicas: 1, roles: [data], storage: {size: 1Gi}}"));
        assertThat(bigger).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image: other/elasticsearch:8.19.21",
                "config: {a.b: 1}",
                "config: {a.b: false}",
                "config: {a.b: ''}",
                "config: {a.b: []}",
                "placement: {spread: Required}",
                "placement: {zoneKey: z}",
                "kernel: {maxMapCount: {mode: DisableMmap}}",
                "kernel: {maxMapCount: {value: 300000}}",
                "http: {tls: {disabled: true}}",
            })
    void whatPodsSeeChangesTheRevision(String fields) {
        assertThat(hash("all", with(fields))).isNotEqualTo(hash("all", Fixtures.clusterOfPool("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources: {limits: {memory: 4Gi}}",
                "heap: 1Gi",
                "config: {a: {b: 1}}",
                "podTemplate: {spec: {priorityClassName: high}}",
                "podTemplate: {metadata: {labels: {a: ''}}}",
            })
    void whatPodsOfAPoolSeeChangesItsRevision(String poolFields) {
        assertThat(hash("all", Fixtures.clusterOfPool(poolFields)))
                .isNotEqualTo(hash("all", Fixtures.clusterOfPool("")));
    }

    @Test
    void everyGenerationOfSecureSettingsIsARevision() {
        ElasticCluster cluster = Fixtures.clusterOfPool("");
        NodePool pool = cluster.getSpec().nodePools().getFirst();
        Set<String> names = new HashSet<>();
        names.add(Revision.nameOf(cluster, pool));
        names.add(Revision.nameOf(cluster, pool, OptionalInt.of(1)));
        names.add(Revision.nameOf(cluster, pool, OptionalInt.of(2)));
        assertThat(names).hasSize(3);
        Revision revision = Revision.of(cluster, pool, OptionalInt.of(2), name -> Optional.empty());
        assertThat(names).contains(revision.configMap().getMetadata().getName());
        assertThat(revision.template().getSpec().getVolumes())
                .anyMatch(v -> v.getName().equals("secure-settings"));
    }

    @Test
    void orderOfKeysIsNoChange() {
        assertThat(hash("all", Fixtures.clusterOfPool("config: {a: 1, b: {c: 2, d: 3}}")))
                .isEqualTo(hash("all", Fixtures.clusterOfPool("config: {b: {d: 3, c: 2}, a: 1}")));
    }

    /** Names of revisions stand in running clusters: a later release must find them by the same digest. */
    @Test
    void digestOfASpecIsTheSameInEveryRelease() {
        assertThat(hash("all", Fixtures.clusterOfPool(""))).isEqualTo("0580979bef");
        assertThat(hash("data", Fixtures.clusterWith("config: {a: {b: [1, x]}}")))
                .isEqualTo("0197cf49dc");
    }

    private static ElasticCluster with(String fields) {
        return Fixtures.cluster(
                "version: 8.19.21\nnodePools:\n- " + POOL.indent(2).strip() + "\n" + fields);
    }

    private static String hash(String pool, ElasticCluster cluster) {
        return PodInputs.of(cluster, cluster.getSpec().pool(pool).orElseThrow()).revision();
    }
}
