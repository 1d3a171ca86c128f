package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Spaces;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Namespaces with the strictest Pod Security level. */
@EndToEnd
@DisplayName("A7 restricted namespace")
class A07RestrictedTest {
    private static final String WITHOUT_MMAP = "maxMapCount: {mode: DisableMmap}";

    @Test
    @DisplayName("A7 restricted namespace: a cluster without memory mapping runs")
    void oneNode(Spaces spaces) {
        runs(spaces, "single", 1);
    }

    @Test
    @Tag("full")
    @DisplayName("A7 restricted namespace: three nodes without memory mapping run")
    void threeNodes(Spaces spaces) {
        runs(spaces, "mixed", 3);
    }

    @Test
    @DisplayName("A7 restricted namespace: a cluster that needs the privileged init container says so")
    void refusedAndExplained(Spaces spaces) {
        Cluster cluster = spaces.open("a7").enforce("restricted").apply(ClusterManifest.load("single"));

        Condition stalled = cluster.await("Stalled", "True", Duration.ofMinutes(2));

        assertThat(stalled.getMessage()).contains("DisableMmap");
        cluster.space().close();
    }

    private static void runs(Spaces spaces, String shape, int nodes) {
        Cluster cluster = spaces.open("a7")
                .enforce("restricted")
                .apply(ClusterManifest.load(shape).put("/kernel", WITHOUT_MMAP))
                .awaitGreen();

        assertThat(cluster.elastic().nodes()).hasSize(nodes);
        cluster.space().close();
    }
}
