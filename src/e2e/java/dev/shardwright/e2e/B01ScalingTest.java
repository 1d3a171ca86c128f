package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.A_FEW_NODES;
import static dev.shardwright.e2e.Changes.EVERY_NODE;
import static dev.shardwright.e2e.Changes.carryOut;
import static dev.shardwright.e2e.Changes.podNames;
import static dev.shardwright.e2e.Changes.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Remains;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes come and go while an application writes. */
@EndToEnd
@DisplayName("B1 scaling")
class B01ScalingTest {
    private static final ClusterManifest FIVE = ClusterManifest.load("five");
    private static final Set<String> STAYING = Set.of("five-master-0", "five-data-0", "five-data-1");

    @BeforeEach
    void ready(Operator operator) {
        operator.awaitReady();
    }

    @Test
    @DisplayName("B1 data 2 -> 4 -> 2 and master 3 -> 1 -> 3: no document lost, an administrator's own entries kept")
    void upAndDown(Spaces spaces, Figures figures) {
        Cluster cluster = spaces.open("b1").apply(FIVE).awaitGreen();
        Remains.ofAnAdministrator(cluster);
        Remains before = Remains.of(cluster);
        assertThat(before.settings()).containsEntry(Remains.FOREIGN_FILTER, Remains.FOREIGN_NODE);
        assertThat(before.exclusions()).containsExactly(Remains.FOREIGN_NODE);

        try (Witness witness =
                Witness.of(cluster, WrittenIndex.replicated("copied"), WrittenIndex.singleCopy("single"))) {
            carryOut(cluster, replicas(FIVE, "data", 4), A_FEW_NODES);
            assertThat(cluster.elastic().nodes()).contains("five-data-2", "five-data-3");
            carryOut(cluster, FIVE, A_FEW_NODES);
            assertThat(cluster.elastic().nodes())
                    .doesNotContain("five-data-2", "five-data-3")
                    .hasSize(5);
            carryOut(cluster, replicas(FIVE, "master", 1), A_FEW_NODES);
            assertThat(cluster.elastic().nodes()).containsExactly("five-data-0", "five-data-1", "five-master-0");
            carryOut(cluster, FIVE, A_FEW_NODES);
            assertThat(cluster.elastic().nodes()).hasSize(5);

            before.awaitAgain(cluster);
            assertThat(witness.seen().saw(Remains.OWN_FILTER))
                    .as("nodes were drained before they went")
                    .isTrue();
            witness.testify(figures, "scaling").neverRed().neverWithoutMasters().neverRestarted(STAYING::contains);
        }
    }

    @Test
    @Tag("full")
    @DisplayName("B1 one mixed node -> dedicated pools: the new master joins before the old one leaves")
    void mixedToDedicated(Spaces spaces, Figures figures) {
        ClusterManifest mixed = ClusterManifest.load("single");
        ClusterManifest dedicated = mixed.with(
                m -> m.spec().set("nodePools", ClusterManifest.load("small").pools()));
        Cluster cluster = spaces.open("b1-mixed").apply(mixed).awaitGreen();

        try (Witness witness = Witness.of(cluster, WrittenIndex.singleCopy("single"))) {
            carryOut(cluster, dedicated, EVERY_NODE);

            assertThat(podNames(cluster)).containsExactly("single-data-0", "single-data-1", "single-master-0");
            witness.testify(figures, "mixed-to-dedicated")
                    .neverRed()
                    .neverWithoutMasters()
                    .sawTogether("single-node-0", "single-master-0")
                    .neverRestarted(pod -> true);
        }
    }
}
