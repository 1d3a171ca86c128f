package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Pods;
import dev.shardwright.e2e.harness.SharedCluster;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** cluster.initial_master_nodes is there for the first formation, and never again. */
@EndToEnd
@DisplayName("A2 initial_master_nodes")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class A02BootstrapSettingTest {
    private static final String SETTING = "cluster.initial_master_nodes";
    private static final String CONFIGURATION = "/usr/share/elasticsearch/config/elasticsearch.yml";
    private static final String[] MASTERS = {"five-master-0", "five-master-1", "five-master-2"};

    @BeforeAll
    static void newCluster(SharedCluster shared) {
        shared.discard();
    }

    @Test
    @Order(1)
    @DisplayName(
            "A2 initial_master_nodes is in the masters' configuration while the cluster forms, in a data node's never")
    void whileForming(SharedCluster shared) {
        Map<String, String> configurations = shared.formation().configurations();

        assertThat(configurations).hasSize(5);
        assertThat(configurations).allSatisfy((node, text) -> {
            if (node.contains("-master-")) {
                assertThat(text).contains(SETTING).contains(MASTERS);
            } else {
                assertThat(text).doesNotContain(SETTING);
            }
        });
        Cluster cluster = shared.green();
        for (Pod pod : cluster.pods()) {
            assertThat(effective(cluster, Pods.name(pod)).isMissingNode())
                    .as("the running process of %s goes without", Pods.name(pod))
                    .isEqualTo(Pods.name(pod).contains("-data-"));
        }
    }

    @Test
    @Order(2)
    @DisplayName("A2 initial_master_nodes is dropped once the cluster has a UUID, with 0 pod restarts")
    void droppedWithoutRestart(SharedCluster shared) {
        Cluster cluster = shared.green();

        Waiting.until(
                "bootstrap object gone",
                Duration.ofMinutes(1),
                cluster::progress,
                () -> cluster.space()
                                .client()
                                .configMaps()
                                .inNamespace(cluster.space().name())
                                .withName(Names.bootstrap(cluster.name()))
                                .get()
                        == null);
        assertThat(cluster.status().orElseThrow().bootstrap().state()).isEqualTo(BootstrapStatus.State.Complete);
        assertThat(cluster.status().orElseThrow().bootstrap().initialMasterNodes())
                .containsExactlyInAnyOrder(MASTERS);
        // Time enough for a restart that the drop would have caused to begin.
        Waiting.during(
                "no pod and no StatefulSet changes after the drop",
                Duration.ofSeconds(20),
                cluster::progress,
                () -> cluster.incarnations().equals(shared.formation().incarnations())
                        && SharedCluster.generations(cluster)
                                .equals(shared.formation().generations()));
        assertThat(cluster.statefulSets())
                .allSatisfy(set -> assertThat(set.getStatus().getUpdateRevision())
                        .isEqualTo(set.getStatus().getCurrentRevision()));
    }

    @Test
    @Order(3)
    @DisplayName("A2 initial_master_nodes is absent from a master that is deleted afterwards, and it rejoins")
    void masterRejoinsWithout(SharedCluster shared) {
        Cluster cluster = shared.green();
        String uuid = cluster.uuid();
        String master = MASTERS[1];
        String before = Pods.uid(pod(cluster, master));

        cluster.deletePod(master);
        Waiting.until(master + " replaced", Duration.ofMinutes(2), cluster::progress, () -> cluster.pods().stream()
                .anyMatch(p ->
                        Pods.name(p).equals(master) && !Pods.uid(p).equals(before) && Pods.runs(p, Names.CONTAINER)));
        cluster.elastic().awaitGreen(5, Cluster.FORMATION);
        cluster.awaitGreen();

        assertThat(cluster.file(master, CONFIGURATION)).doesNotContain(SETTING);
        assertThat(effective(cluster, master).isMissingNode()).isTrue();
        assertThat(cluster.elastic().uuids()).containsExactly(uuid);
    }

    /** The setting as the running process of the node has it. */
    private static JsonNode effective(Cluster cluster, String node) {
        JsonNode nodes = cluster.elastic().get("/_nodes/" + node + "/settings").path("nodes");
        assertThat(nodes.size()).as("nodes called " + node).isEqualTo(1);
        return nodes.elements().next().path("settings").path("cluster").path("initial_master_nodes");
    }

    private static Pod pod(Cluster cluster, String name) {
        return cluster.pods().stream()
                .filter(p -> Pods.name(p).equals(name))
                .findFirst()
                .orElseThrow();
    }
}
