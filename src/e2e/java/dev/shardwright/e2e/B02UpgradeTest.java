package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.EVERY_NODE;
import static dev.shardwright.e2e.Changes.carryOut;
import static dev.shardwright.e2e.Changes.podNames;
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
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A newer Elasticsearch, node by node, while an application writes. */
@EndToEnd
@DisplayName("B2 upgrade")
@Tag("full")
class B02UpgradeTest {
    private static final ClusterManifest NEW = ClusterManifest.load("five");
    private static final String NEW_VERSION = "8.19.21";
    private static final Duration LONGEST_GAP = Duration.ofSeconds(40);

    @BeforeEach
    void ready(Operator operator) {
        operator.awaitReady();
    }

    @Test
    @DisplayName("B2 8.19.4 -> 8.19.21: masters last, never red, write gap at most 40 s, 0 documents lost")
    void patchRelease(Spaces spaces, Figures figures) {
        upgrade("8.19.4", spaces, figures);
    }

    @Test
    @Tag("full")
    @DisplayName("B2 7.17.29 -> 8.19.21: masters last, never red, write gap at most 40 s, 0 documents lost")
    void majorRelease(Spaces spaces, Figures figures) {
        upgrade("7.17.29", spaces, figures);
    }

    private static void upgrade(String old, Spaces spaces, Figures figures) {
        Cluster cluster =
                spaces.open("b2").apply(NEW.put("/version", '"' + old + '"')).awaitGreen();
        assertThat(cluster.status().orElseThrow().version()).isEqualTo(old);
        Remains before = Remains.of(cluster);

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            carryOut(cluster, NEW, EVERY_NODE);

            assertThat(cluster.status().orElseThrow().version()).isEqualTo(NEW_VERSION);
            assertThat(Remains.of(cluster).settings()).isEqualTo(before.settings());
            assertThat(Remains.of(cluster).exclusions()).isEqualTo(before.exclusions());
            witness.testify(figures, "upgrade-from-" + old)
                    .neverRed()
                    .noMasterNewerThanData("master")
                    .neverDown(1, podNames(cluster));
            assertThat(witness.seen().restarts(pod -> true))
                    .as("restarts of pods")
                    .isEqualTo(5);
            assertThat(witness.writer().longestWait()).as("write gap").isLessThanOrEqualTo(LONGEST_GAP);
        }
    }
}
