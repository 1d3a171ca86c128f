package dev.shardwright.cluster.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** StatefulSets, Services, budgets and the rest. */
class DesiredObjectsTest {
    private final ElasticCluster cluster = Fixtures.cluster();

    @Test
    void statefulSetStartsPodsInParallelAndRestartsNone() {
        StatefulSet set = statefulSet(cluster, "data", 2, Optional.empty());
        assertThat(set.getMetadata().getName()).isEqualTo("es-data");
        assertThat(set.getMetadata().getOwnerReferences()).singleElement().satisfies(o -> assertThat(o.getUid())
                .isEqualTo(Fixtures.UID));
        assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
        assertThat(set.getSpec().getUpdateStrategy().getType()).isEqualTo("OnDelete");
        assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
    }

    /** ECK #2328: deleting the resource deleted the volumes. */
    @Test
    void volumesStayUnlessAskedOtherwise() {
        StatefulSet set = statefulSet(cluster, "data", 2, Optional.empty());
        assertThat(set.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted())
                .isEqualTo("Retain");
        StatefulSet delete = statefulSet(Fixtures.clusterWith("volumeRetention: Delete"), "data", 2, Optional.empty());
        assertThat(delete.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted())
                .isEqualTo("Delete");
        assertThat(delete.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenScaled())
                .isEqualTo("Retain");
    }

    /** Kubernetes #141876: a claim template cannot change, and one that differs wedges the StatefulSet. */
    @Test
    void claimTemplateOfAStatefulSetStaysAsItIs() {
        StatefulSet existing = statefulSet(cluster, "data", 2, Optional.empty());
        ElasticCluster bigger =
                Fixtures.cluster(Fixtures.SPEC.replace("1Gi", "9Gi").replace("[data, ingest]", "[data, master]"));
        bigger.getMetadata().setUid("another");
        StatefulSet set = statefulSet(bigger, "data", 2, Optional.of(existing));
        assertThat(set.getSpec().getVolumeClaimTemplates())
                .isEqualTo(existing.getSpec().getVolumeClaimTemplates());
    }

    @Test
    void claimsSayWhoseTheyAre() {
        PersistentVolumeClaim claim = statefulSet(cluster, "master", 3, Optional.empty())
                .getSpec()
                .getVolumeClaimTemplates()
                .getFirst();
        assertThat(claim.getMetadata().getLabels())
                .containsEntry(Labels.CLUSTER, "es")
                .containsEntry(Labels.MANAGED_BY, Names.OPERATOR)
                .containsEntry(Labels.MASTER_ELIGIBLE, "true")
                .containsEntry(Labels.RESOURCE_UID, Fixtures.UID)
                .doesNotContainKey(Labels.HOLDS_SHARDS);
    }

    @Test
    void eachPoolIsInExactlyOneBudget() {
        ElasticCluster tiers = Fixtures.cluster("""
                version: 8.19.21
                nodePools:
                - {name: master, replicas: 3, roles: [master], storage: {size: 1Gi}}
                - {name: hot, replicas: 2, roles: [data_hot, data_content, ingest], storage: {size: 1Gi}}
                - {name: warm, replicas: 2, roles: [data_warm], storage: {size: 1Gi}}
                - {name: bridge, replicas: 2, roles: [data_warm, ml], storage: {size: 1Gi}}
                - {name: ml, replicas: 1, roles: [ml], storage: {size: 1Gi}}
                - {name: coord-a, replicas: 1, roles: [], storage: {size: 1Gi}}
                - {name: coord-b, replicas: 1, roles: [], storage: {size: 1Gi}}
                """);
        List<PodDisruptionBudget> budgets = budgets(tiers, List.of(), true);
        assertThat(budgets.stream().map(DesiredObjectsTest::pools))
                .containsExactlyInAnyOrder(
                        List.of("bridge", "ml", "warm"),
                        List.of("coord-a", "coord-b"),
                        List.of("hot"),
                        List.of("master"));
        assertThat(budgets).extracting(b -> b.getMetadata().getName()).doesNotHaveDuplicates();
    }

    @Test
    void poolThatTheSpecDroppedKeepsABudgetWhileItsNodesRun() {
        assertThat(budgets(cluster, List.of("older"), true).stream().map(DesiredObjectsTest::pools))
                .containsExactlyInAnyOrder(List.of("data"), List.of("master"), List.of("older"));
    }

    private static List<PodDisruptionBudget> budgets(ElasticCluster of, List<String> leftovers, boolean allowed) {
        return DisruptionBudgets.pools(of, leftovers).entrySet().stream()
                .map(budget -> DisruptionBudgets.of(of, budget.getKey(), budget.getValue(), allowed))
                .toList();
    }

    @Test
    void budgetIsOneOrNothing() {
        assertThat(budgets(cluster, List.of(), true))
                .allSatisfy(b ->
                        assertThat(b.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1));
        assertThat(budgets(cluster, List.of(), false))
                .allSatisfy(b ->
                        assertThat(b.getSpec().getMaxUnavailable().getIntVal()).isZero());
    }

    @Test
    void nodesFindEachOtherBeforeTheyAreReady() {
        Service nodes = Services.nodes(cluster);
        assertThat(nodes.getMetadata().getName()).isEqualTo("es-nodes");
        assertThat(nodes.getSpec().getClusterIP()).isEqualTo("None");
        assertThat(nodes.getSpec().getPublishNotReadyAddresses()).isTrue();
    }

    /** ECK #8812, #5718: a load balancer controller's fields were overwritten for ever. */
    @Test
    void httpServiceSpeaksOnlyOfItsOwnFields() {
        Service http = Services.http(Fixtures.clusterWith(
                "http: {service: {type: LoadBalancer, annotations: {lb: internal}}, tls: {disabled: true}}"));
        assertThat(http.getSpec().getType()).isEqualTo("LoadBalancer");
        assertThat(http.getMetadata().getAnnotations()).isEqualTo(Map.of("lb", "internal"));
        assertThat(http.getSpec().getPorts()).singleElement().satisfies(p -> {
            assertThat(p.getName()).isEqualTo("http");
            assertThat(p.getNodePort()).isNull();
        });
        assertThat(http.getSpec().getClusterIP()).isNull();
        assertThat(http.getSpec().getPublishNotReadyAddresses()).isNull();
        assertThat(Services.http(cluster).getSpec().getPorts().getFirst().getName())
                .isEqualTo("https");
    }

    @Test
    void offerReadsBackAndNamesItsResource() {
        ConfigMap offer = ConfigMaps.bootstrap(cluster, Fixtures.MASTERS);
        assertThat(ConfigMaps.initialMasterNodes(offer)).isEqualTo(Fixtures.MASTERS);
        assertThat(offer.getData())
                .containsEntry("id", Fixtures.UID)
                .containsEntry("initialMasterNodes", "\"es-master-0\", \"es-master-1\", \"es-master-2\"");
        assertThat(ConfigMaps.initialMasterNodes(new ConfigMap())).isEmpty();
    }

    @Test
    void transportIsForTheClustersOwnNodes() {
        assertThat(NodeNetworkPolicy.of(cluster)
                        .getSpec()
                        .getIngress()
                        .getFirst()
                        .getFrom())
                .singleElement()
                .satisfies(f -> assertThat(f.getPodSelector().getMatchLabels()).isEqualTo(Labels.selector("es")));
    }

    private static List<String> pools(PodDisruptionBudget budget) {
        return budget.getSpec().getSelector().getMatchExpressions().getFirst().getValues();
    }

    private static StatefulSet statefulSet(
            ElasticCluster of, String pool, int replicas, Optional<StatefulSet> existing) {
        NodePool wanted = of.getSpec().pool(pool).orElseThrow();
        return PoolStatefulSet.of(
                of, wanted, Revision.of(of, wanted, Optional.empty()), replicas, Optional.empty(), existing);
    }
}
