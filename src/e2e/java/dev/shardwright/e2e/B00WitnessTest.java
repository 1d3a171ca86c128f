package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The other cases rely on a writer and a watch: they notice what they are there to notice. */
@EndToEnd
@Tag("full")
@DisplayName("B0 the witness")
class B00WitnessTest {
    private static final Duration SOON = Duration.ofMinutes(3);

    @Test
    @DisplayName("B0 the witness notices a document that is gone, one that was changed, red, and a restarted pod")
    void notices(Spaces spaces, Operator operator) {
        operator.awaitReady();
        Cluster cluster =
                spaces.open("b0").apply(ClusterManifest.load("single")).awaitGreen();

        try (Witness witness = Witness.of(cluster, WrittenIndex.singleCopy("single"))) {
            Waiting.until("documents", SOON, () -> "", () -> witness.writer().acknowledged() > 100);
            cluster.elastic().send("DELETE", "/single/_doc/7", null);
            cluster.elastic().send("PUT", "/single/_doc/8", "{\"n\":9}");
            cluster.deletePod("single-node-0");
            Waiting.until("the loss seen", SOON, cluster::progress, () -> !cluster.isGreen());
            cluster.awaitSettled(SOON);
            cluster.elastic().send("PUT", "/homeless?wait_for_active_shards=0", """
                    {"settings": {"number_of_replicas": 0, "index.routing.allocation.require._name": "nobody"}}
                    """);
            Waiting.until("red", SOON, cluster::progress, () -> cluster.status()
                    .filter(s -> "red".equals(s.health()))
                    .isPresent());

            assertThat(witness.writer().missing())
                    .satisfiesExactly(gone -> assertThat(gone).startsWith("single/7: "), changed -> assertThat(changed)
                            .startsWith("single/8: "));
            assertThat(witness.writer().longestWait()).isGreaterThan(Duration.ofSeconds(5));
            assertThatThrownBy(witness.seen()::neverRed).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> witness.seen().neverRestarted(pod -> true)).isInstanceOf(AssertionError.class);
            assertThat(witness.seen().restarts(pod -> true)).isEqualTo(1);
            assertThat(witness.seen().longestWithoutMaster()).isGreaterThan(Duration.ofSeconds(5));
        }
    }
}
