package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.A_FEW_NODES;
import static dev.shardwright.e2e.Changes.carryOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Pods;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Specs that no node can start with, and the way back. */
@EndToEnd
@DisplayName("B4 broken spec")
@Tag("full")
class B04BrokenSpecTest {
    private static final ClusterManifest SMALL = ClusterManifest.load("small");
    private static final ClusterManifest SINGLE = ClusterManifest.load("single");
    private static final String NOWHERE = "{spec: {nodeSelector: {kubernetes.io/hostname: nowhere}}}";
    private static final Duration TRIAL = Duration.ofMinutes(4);
    private static final Duration STANDING = Duration.ofSeconds(20);

    @BeforeEach
    void ready(Operator operator) {
        operator.awaitReady();
    }

    @Test
    @DisplayName("B4 invalid setting on the data pool -> crash loop -> reverted: mended without help, masters never"
            + " restarted")
    void crashLoop(Spaces spaces, Figures figures) {
        Cluster cluster = spaces.open("b4").apply(SMALL).awaitGreen();

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            cluster.space().apply(SMALL.putInPool("data", "config", "{indices.recovery.max_bytes_per_sec: plenty}"));
            Waiting.until(
                    "a data node in a crash loop",
                    TRIAL,
                    cluster::progress,
                    () -> crashing(cluster).size() == 1);
            Pod victim = crashing(cluster).getFirst();
            Waiting.until("the node named", TRIAL, cluster::progress, () -> cluster.plan().stream()
                    .anyMatch(p -> p.node().equals(Pods.name(victim)) && "Failing".equals(p.state())));
            Waiting.during(
                    "nobody else is touched",
                    STANDING,
                    cluster::progress,
                    () -> crashing(cluster).size() == 1);

            carryOut(cluster, SMALL, A_FEW_NODES);

            witness.testify(figures, "crash-loop").neverRed().neverRestarted(pod -> !pod.equals(Pods.name(victim)));
        }
    }

    @Test
    @DisplayName("B4 all pods Pending (impossible selector) -> fixed -> green")
    void neverScheduled(Spaces spaces) {
        Cluster cluster = spaces.open("b4-pending").apply(SINGLE.putInPool("node", "podTemplate", NOWHERE));
        pending(cluster, "single-node-0");

        cluster.space().apply(SINGLE);
        cluster.awaitGreen();

        assertThat(cluster.elastic().nodes()).containsExactly("single-node-0");
    }

    @Test
    @Tag("full")
    @DisplayName("B4 a running pool gets an impossible selector: one node waits, the others stay; fixed -> green")
    void noLongerScheduled(Spaces spaces, Figures figures) {
        Cluster cluster = spaces.open("b4-selector").apply(SMALL).awaitGreen();

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            cluster.space().apply(SMALL.putInPool("data", "podTemplate", NOWHERE));
            Waiting.until("a data node Pending", TRIAL, cluster::progress, () -> phase(cluster, "Pending") == 1);
            Waiting.during("the others run", STANDING, cluster::progress, () -> phase(cluster, "Running") == 2);

            carryOut(cluster, SMALL, A_FEW_NODES);

            witness.testify(figures, "impossible-selector").neverRed().neverRestarted(pod -> pod.contains("-master-"));
            assertThat(witness.seen().restarts(pod -> true)).as("pods replaced").isLessThanOrEqualTo(2);
        }
    }

    private static void pending(Cluster cluster, String node) {
        cluster.awaitPlan(
                node + " seen as not scheduled", TRIAL, p -> p.node().equals(node) && "Scheduling".equals(p.state()));
        assertThat(phase(cluster, "Pending")).isEqualTo(cluster.pods().size());
    }

    private static long phase(Cluster cluster, String phase) {
        return cluster.pods().stream()
                .filter(p -> phase.equals(p.getStatus().getPhase()))
                .count();
    }

    /** The pods whose Elasticsearch has ended more than once. */
    private static List<Pod> crashing(Cluster cluster) {
        return cluster.pods().stream().filter(p -> Pods.restarts(p) > 1).toList();
    }
}
