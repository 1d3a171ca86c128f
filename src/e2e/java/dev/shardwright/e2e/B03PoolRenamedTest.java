package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.EVERY_NODE;
import static dev.shardwright.e2e.Changes.carryOut;
import static dev.shardwright.e2e.Changes.configured;
import static dev.shardwright.e2e.Changes.podNames;
import static dev.shardwright.e2e.Changes.renamed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Remains;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two changes that want the same nodes: a restart that waits, and a new name of the pool. */
@EndToEnd
@DisplayName("B3 pool renamed while a config change is pending on it")
class B03PoolRenamedTest {
    private static final ClusterManifest SMALL = ClusterManifest.load("small");

    @Test
    @DisplayName("B3 pool renamed while a config change is pending on it, with an index without replicas:"
            + " no pod of the old pool is restarted, every document there")
    void drainedNotRestarted(Spaces spaces, Operator operator, Figures figures) {
        operator.awaitReady();
        Cluster cluster = spaces.open("b3").apply(SMALL).awaitGreen();
        Remains before = Remains.of(cluster);
        ClusterManifest pending = configured(SMALL, "data");

        try (Witness witness =
                Witness.of(cluster, WrittenIndex.replicated("copied"), WrittenIndex.singleCopy("single"))) {
            cluster.space().apply(pending);
            // The index without replicas is what it waits for: each node holds the only copy of a shard.
            cluster.awaitPlan(
                    "the restart of a data node, which has to wait",
                    Duration.ofMinutes(1),
                    p -> p.node().startsWith("small-data-") && p.intent() == Intent.Restart && p.blockedBy() != null);

            carryOut(cluster, renamed(pending, "data", "store"), EVERY_NODE);

            assertThat(podNames(cluster)).containsExactly("small-master-0", "small-store-0", "small-store-1");
            assertThat(Remains.of(cluster).settings()).isEqualTo(before.settings());
            witness.testify(figures, "pool-renamed")
                    .neverRed()
                    // maxSurge is 1: one new node joins before an old one leaves, and then the next.
                    .sawTogether("small-data-0", "small-data-1", "small-store-0")
                    .sawTogether("small-data-0", "small-store-0", "small-store-1")
                    .neverRestarted(pod -> true);
        }
    }
}
