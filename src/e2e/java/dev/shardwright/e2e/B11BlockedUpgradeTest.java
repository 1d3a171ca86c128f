package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.EVERY_NODE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Elastic;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A red index holds an upgrade back, until somebody says that it need not. */
@EndToEnd
@DisplayName("B11 upgrade blocked by a red index")
class B11BlockedUpgradeTest {
    private static final ClusterManifest NEW = ClusterManifest.load("mixed");
    private static final String NEW_VERSION = "8.19.21";
    private static final String RULE = "HealthAllows";
    private static final String INDEX = "homeless";
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration STANDING = Duration.ofSeconds(30);

    @Test
    @DisplayName("B11 upgrade blocked by a red index: says which rule and which index; the override proceeds")
    void blockedThenOverridden(Spaces spaces, Operator operator, Figures figures) {
        operator.awaitReady();
        Cluster cluster =
                spaces.open("b11").apply(NEW.put("/version", "8.19.4")).awaitGreen();
        Map<String, String> before = cluster.incarnations();

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            makeRed(cluster.elastic());
            Waiting.until("red seen", SOON, cluster::progress, () -> cluster.status()
                    .filter(s -> "red".equals(s.health()))
                    .isPresent());

            cluster.space().apply(NEW);
            NodePlanStatus blocked = cluster.awaitPlan("blocked by " + RULE, SOON, p -> RULE.equals(p.blockedBy()));
            assertThat(blocked.intent()).isEqualTo(NodePlanStatus.Intent.Restart);
            assertThat(blocked.message()).contains(INDEX);
            Waiting.during("no pod is touched", STANDING, cluster::progress, () -> cluster.incarnations()
                    .equals(before));

            cluster.space().apply(NEW.put("/update", "{ignoreRules: [%s]}".formatted(RULE)));
            Waiting.until("upgraded", EVERY_NODE, cluster::progress, () -> cluster.status()
                    .filter(s -> NEW_VERSION.equals(s.version()) && "3/3".equals(s.nodes()))
                    .isPresent());
            assertThat(cluster.condition("Overridden").orElseThrow().getMessage())
                    .contains(RULE);

            cluster.elastic().send("DELETE", "/" + INDEX, null);
            cluster.space().apply(NEW);
            cluster.awaitSettled(EVERY_NODE);
            assertThat(cluster.is("Overridden")).isFalse();
            witness.testify(figures, "override").neverDown(1, Changes.podNames(cluster));
            assertThat(witness.seen().restarts(pod -> true)).as("restarts").isEqualTo(3);
        }
    }

    /** An index that may live on no node. */
    private static void makeRed(Elastic elastic) {
        elastic.send("PUT", "/" + INDEX + "?wait_for_active_shards=0", """
                {"settings": {"number_of_shards": 1, "number_of_replicas": 0,
                  "index.routing.allocation.require._name": "nobody"}}
                """);
    }
}
