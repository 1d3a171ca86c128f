package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.EVERY_NODE;
import static dev.shardwright.e2e.Changes.carryOut;
import static dev.shardwright.e2e.Changes.podNames;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Remains;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user who changes their mind in the middle of an operation. */
@EndToEnd
@DisplayName("B5 spec reverted in the middle")
@Tag("full")
class B05RevertedTest {
    private static final Duration BEGINNING = Duration.ofMinutes(3);

    private static Cluster cluster;
    private static Remains before;
    private static int runs;

    @BeforeAll
    static void runningCluster(Spaces spaces, Operator operator) {
        operator.awaitReady();
        cluster = spaces.open("b5").apply(Operation.START).awaitGreen();
        Remains.ofAnAdministrator(cluster);
        before = Remains.of(cluster);
    }

    @ParameterizedTest(name = "B5 {0}, reverted in the middle")
    @MethodSource("dev.shardwright.e2e.Operation#everyday")
    @DisplayName("B5 reverted in the middle: ends at the reverted spec, nothing left over:")
    void everyday(Operation operation, Figures figures) {
        revert(operation, figures);
    }

    @ParameterizedTest(name = "B5 {0}, reverted in the middle")
    @MethodSource("dev.shardwright.e2e.Operation#others")
    @Tag("full")
    @DisplayName("B5 reverted in the middle, the other operations: ends at the reverted spec, nothing left over:")
    void others(Operation operation, Figures figures) {
        revert(operation, figures);
    }

    private static void revert(Operation operation, Figures figures) {
        Set<String> nodes = podNames(cluster);
        Map<String, String> incarnations = cluster.incarnations();
        String index = "run-" + ++runs;

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated(index))) {
            cluster.space().apply(operation.wanted());
            Waiting.until(operation + ", half done", BEGINNING, cluster::progress, () -> operation
                    .middle()
                    .test(cluster, incarnations));
            Console.say("  reverted when: " + cluster.progress());

            carryOut(cluster, Operation.START, EVERY_NODE);

            assertThat(podNames(cluster)).isEqualTo(nodes);
            assertThat(revisionsOfPods()).isEqualTo(revisionsWanted());
            before.awaitAgain(cluster);
            witness.testify(figures, "reverted-" + operation.name().replace(' ', '-'));
        }
        cluster.elastic().send("DELETE", "/" + index, null);
    }

    private static Set<String> revisionsOfPods() {
        return cluster.pods().stream()
                .map(Pod::getMetadata)
                .map(m -> m.getAnnotations().get(Labels.REVISION))
                .collect(Collectors.toSet());
    }

    private static Set<String> revisionsWanted() {
        return cluster.statefulSets().stream()
                .map(StatefulSet::getSpec)
                .map(s -> s.getTemplate().getMetadata().getAnnotations().get(Labels.REVISION))
                .collect(Collectors.toSet());
    }
}
