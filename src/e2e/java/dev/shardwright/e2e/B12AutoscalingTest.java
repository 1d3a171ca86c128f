package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.A_FEW_NODES;
import static dev.shardwright.e2e.Changes.podNames;
import static dev.shardwright.e2e.Changes.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Exec;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import dev.shardwright.support.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pool that chooses its size by what Elasticsearch says of disks and shards. */
@EndToEnd
@DisplayName("B12 autoscaling")
@Tag("full")
class B12AutoscalingTest {
    private static final ClusterManifest ONE = replicas(ClusterManifest.load("small"), "data", 1);
    private static final String MANY_SHARDS = "{\"settings\":{\"number_of_shards\":24,\"number_of_replicas\":0}}";

    @BeforeEach
    void ready(Operator operator) {
        operator.awaitReady();
    }

    @Test
    @DisplayName("B12 more shards than one node should hold: 1 -> 2 nodes, fewer again: 2 -> 1, no document lost")
    void nodes(Spaces spaces, Figures figures) {
        // Twenty shards of a node are enough; the disks of a host that all nodes share say nothing.
        ClusterManifest scaling = ONE.putInPool(
                "data",
                "autoscaling",
                "{minReplicas: 1, maxReplicas: 2, diskPercent: 95, shardsPerNode: 20, scaleUpCooldown: 10s,"
                        + " scaleDownCooldown: 30s}");
        Cluster cluster = spaces.open("b12-nodes").apply(scaling).awaitGreen();

        try (Witness witness = Witness.of(cluster, WrittenIndex.singleCopy("single"))) {
            cluster.elastic().send("PUT", "/many", MANY_SHARDS);
            awaitDataNodes(cluster, 2);
            assertThat(events(cluster)).contains("ScaledUp");

            cluster.elastic().send("DELETE", "/many", null);
            awaitDataNodes(cluster, 1);
            assertThat(events(cluster)).contains("ScaledDown");

            ElasticCluster now = cluster.resource().get();
            assertThat(now.getMetadata().getGeneration())
                    .as("the spec is the user's")
                    .isEqualTo(1);
            witness.testify(figures, "autoscaling")
                    .neverRed()
                    .neverRestarted(Set.of("small-master-0", "small-data-0")::contains);
        }
    }

    @Test
    @DisplayName("B12 fuller disks than they should be: volumes grow to the bound, no pod restarts")
    void volumes(Spaces spaces, Figures figures) {
        ClusterManifest scaling = ONE.putInPool(
                "data",
                "autoscaling",
                "{minReplicas: 1, maxReplicas: 1, maxStorage: 2Gi, diskPercent: 30, scaleUpCooldown: 10s}");
        Cluster cluster = spaces.open("b12-volumes").apply(scaling).awaitGreen();

        try (Witness witness = Witness.of(cluster, WrittenIndex.singleCopy("single"))) {
            Exec.shell(
                    cluster.space().client(),
                    cluster.space().name(),
                    "small-data-0",
                    Names.CONTAINER,
                    "dd if=/dev/zero of=/usr/share/elasticsearch/data/ballast bs=1M count=400 && sync");
            Waiting.until("a volume of 2Gi", A_FEW_NODES, () -> told(cluster), () -> capacities(cluster)
                    .contains("2Gi"));
            cluster.awaitSettled(A_FEW_NODES);

            assertThat(events(cluster)).contains("StorageGrown");
            assertThat(entry(cluster))
                    .hasValueSatisfying(e -> assertThat(e.storage()).isEqualTo("2Gi"));
            witness.testify(figures, "volumes-autoscaled").neverRed().neverRestarted(pod -> true);
        }
    }

    private static void awaitDataNodes(Cluster cluster, int nodes) {
        Waiting.until(
                nodes + " data nodes",
                A_FEW_NODES,
                () -> told(cluster),
                () -> cluster.pods("data").size() == nodes
                        && entry(cluster).filter(e -> e.replicas() == nodes).isPresent()
                        && cluster.isSettled());
        assertThat(podNames(cluster)).hasSize(nodes + 1);
        assertThat(cluster.elastic().nodes()).hasSize(nodes + 1);
    }

    private static Optional<AutoscalingStatus> entry(Cluster cluster) {
        return cluster.status().stream().flatMap(s -> s.autoscaling().stream()).findFirst();
    }

    private static String told(Cluster cluster) {
        return cluster.progress() + ", " + entry(cluster).map(Record::toString).orElse("no size yet");
    }

    private static List<String> events(Cluster cluster) {
        return cluster
                .space()
                .client()
                .v1()
                .events()
                .inNamespace(cluster.space().name())
                .list()
                .getItems()
                .stream()
                .map(e -> e.getReason())
                .toList();
    }

    private static Set<String> capacities(Cluster cluster) {
        return cluster.claims().stream()
                .filter(c -> c.getMetadata().getName().equals(Names.claim("small-data-0")))
                .map(c -> c.getStatus().getCapacity().get("storage").toString())
                .collect(Collectors.toSet());
    }
}
