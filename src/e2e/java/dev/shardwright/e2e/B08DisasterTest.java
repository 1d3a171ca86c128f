package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.EVERY_NODE;
import static dev.shardwright.e2e.Changes.carryOut;
import static dev.shardwright.e2e.Changes.podNames;
import static dev.shardwright.e2e.Changes.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Hosts;
import dev.shardwright.e2e.harness.LocalKubernetes;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Pods;
import dev.shardwright.e2e.harness.Remains;
import dev.shardwright.e2e.harness.Repeatedly;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds a cluster up fails while it changes: the operator, pods, a node, the API server. */
@EndToEnd
@DisplayName("B8 disasters")
@Tag("full")
class B08DisasterTest {
    private static final ClusterManifest MIXED = ClusterManifest.load("mixed");
    private static final ClusterManifest FIVE = ClusterManifest.load("five");
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final int PODS_TO_DELETE = 8;

    private final long seed = Long.getLong("e2e.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void ready(Operator operator) {
        Console.say("  seed %d (repeat it with -De2e.seed=%d)".formatted(seed, seed));
        operator.awaitReady();
    }

    @Test
    @DisplayName("B8 operator SIGKILLed every 20 s while a cluster of three grows, shrinks and restarts")
    void operatorKilledWhileScalingAndRestarting(Spaces spaces, Operator operator, Figures figures) {
        Cluster cluster = spaces.open("b8").apply(MIXED).awaitGreen();
        Remains before = Remains.of(cluster);

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            try (Repeatedly kills = killing(operator)) {
                carryOut(cluster, replicas(MIXED, "node", 4), LONG);
                carryOut(cluster, MIXED, LONG);
                carryOut(cluster, MIXED.put("/update", "{restartTrigger: first}"), LONG);
                figures.record("operator-killed-times", kills.times());
                assertThat(kills.times()).as("kills").isGreaterThan(3);
            }

            assertThat(Remains.of(cluster).settings()).isEqualTo(before.settings());
            assertThat(Remains.of(cluster).exclusions()).isEqualTo(before.exclusions());
            witness.testify(figures, "operator-killed").neverRed().neverDown(1, podNames(cluster));
            assertThat(witness.seen().restarts(pod -> !pod.endsWith("-3")))
                    .as("restarts")
                    .isEqualTo(3);
        }
    }

    @Test
    @Tag("full")
    @DisplayName("B8 operator SIGKILLed every 20 s while an upgrade, a renamed pool and fewer masters are carried out")
    void operatorKilledWhileAllIsChanged(Spaces spaces, Operator operator, Figures figures) {
        Cluster cluster =
                spaces.open("b8-all").apply(FIVE.put("/version", "8.19.4")).awaitGreen();
        Remains before = Remains.of(cluster);

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            try (Repeatedly kills = killing(operator)) {
                carryOut(cluster, FIVE, LONG);
                carryOut(cluster, Changes.renamed(FIVE, "data", "store"), LONG);
                carryOut(cluster, Changes.renamed(replicas(FIVE, "master", 1), "data", "store"), LONG);
                carryOut(cluster, Changes.renamed(FIVE, "data", "store"), LONG);
                figures.record("operator-killed-all-times", kills.times());
                assertThat(kills.times()).as("kills").isGreaterThan(10);
            }

            assertThat(Remains.of(cluster).settings()).isEqualTo(before.settings());
            assertThat(Remains.of(cluster).exclusions()).isEqualTo(before.exclusions());
            witness.testify(figures, "operator-killed-all").neverRed().noMasterNewerThanData("master");
        }
    }

    @Test
    @Tag("full")
    @DisplayName("B8 a Kubernetes node is lost with its pods, and comes back: 0 documents lost, the others untouched")
    void nodeLost(Spaces spaces, Operator operator, LocalKubernetes local, Hosts hosts, Figures figures) {
        local.require();
        Cluster cluster = spaces.open("b8-node").apply(MIXED).awaitGreen();
        String operators = operator.pods().getFirst().getSpec().getNodeName();
        Pod victim = cluster.pods().stream()
                .filter(p -> !p.getSpec().getNodeName().equals(operators))
                .findFirst()
                .orElseThrow();
        String lost = victim.getSpec().getNodeName();
        Set<String> staying = new TreeSet<>();
        cluster.pods().stream()
                .filter(p -> !p.getSpec().getNodeName().equals(lost))
                .forEach(p -> staying.add(Pods.name(p)));

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            local.stop(lost);
            try {
                Waiting.until("the loss seen", Duration.ofMinutes(2), cluster::progress, () -> !cluster.isGreen());
                Waiting.during("the others go on", Duration.ofSeconds(60), cluster::progress, () -> cluster.elastic()
                        .nodes()
                        .containsAll(staying));
            } finally {
                local.start(lost);
                hosts.forget(lost);
            }
            cluster.awaitSettled(EVERY_NODE);

            assertThat(cluster.elastic().nodes()).hasSize(3);
            witness.testify(figures, "node-lost").neverRed().neverRestarted(staying::contains);
        }
    }

    @Test
    @Tag("full")
    @DisplayName("B8 pods deleted at random while every node restarts: 0 documents lost, green again")
    void podsDeleted(Spaces spaces, Figures figures) {
        Cluster cluster = spaces.open("b8-pods").apply(MIXED).awaitGreen();

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            cluster.space().apply(MIXED.put("/update", "{restartTrigger: first}"));
            for (int i = 0; i < PODS_TO_DELETE; i++) {
                deleteAny(cluster);
            }
            cluster.awaitSettled(LONG);

            assertThat(cluster.elastic().nodes()).hasSize(3);
            witness.testify(figures, "pods-deleted");
        }
    }

    @Test
    @Tag("full")
    @DisplayName("B8 API server restarted three times while every node restarts: 0 documents lost, green")
    void apiServerRestarted(Spaces spaces, LocalKubernetes local, Figures figures) {
        local.require();
        Cluster cluster = spaces.open("b8-api").apply(MIXED).awaitGreen();

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            Map<String, String> before = cluster.incarnations();
            cluster.space().apply(MIXED.put("/update", "{restartTrigger: first}"));
            for (int restarted = 1; restarted <= 3; restarted++) {
                int wanted = restarted;
                Waiting.until(
                        "node " + wanted + " restarted",
                        EVERY_NODE,
                        cluster::progress,
                        () -> changed(before, cluster.incarnations()) >= wanted);
                local.restartApiServer();
            }
            cluster.awaitSettled(EVERY_NODE);

            witness.testify(figures, "api-server-restarted").neverRed().neverDown(1, podNames(cluster));
            assertThat(witness.seen().restarts(pod -> true)).as("restarts").isEqualTo(3);
        }
    }

    private static Repeatedly killing(Operator operator) {
        return Repeatedly.every("SIGKILL to the operator", BETWEEN_KILLS, operator::kill);
    }

    /** Deletes a pod that runs, at a random moment of the coming half minute. */
    private void deleteAny(Cluster cluster) {
        Waiting.within(Duration.ofMillis(random.nextInt(30_000)), () -> false);
        var pods = cluster.pods();
        if (!pods.isEmpty()) {
            Pod victim = pods.get(random.nextInt(pods.size()));
            Console.say("  deletes " + Pods.name(victim) + ": " + cluster.progress());
            cluster.deletePod(Pods.name(victim));
        }
    }

    private static long changed(Map<String, String> before, Map<String, String> now) {
        return before.entrySet().stream()
                .filter(pod -> !pod.getValue().equals(now.get(pod.getKey())))
                .count();
    }
}
