package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.e2e.harness.AuditLog;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Footprint;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Requests;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes of a user on a running cluster: each is told in words, and nothing changes. */
@EndToEnd
@DisplayName("A8 bad input")
class A08BadInputTest {
    private static final ClusterManifest GOOD = ClusterManifest.load("single");
    private static final ClusterManifest OLD = GOOD.named("old").put("/version", "7.17.29");
    private static final String MISSING_VERSION = "8.19.99";
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LATER = Duration.ofMinutes(4);
    private static final Duration STANDING = Duration.ofSeconds(15);
    private static final int HANDFUL = 5;

    private static Cluster cluster;
    private static Cluster old;

    @BeforeAll
    static void runningClusters(Spaces spaces, Operator operator) {
        operator.awaitReady();
        Space space = spaces.open("a8");
        cluster = space.apply(GOOD);
        old = space.apply(OLD);
        cluster.awaitGreen();
        old.awaitGreen();
    }

    @ParameterizedTest(name = "A8 {0}")
    @MethodSource("dev.shardwright.e2e.BadInput#refused")
    @DisplayName("A8 refused, and nothing changes:")
    void refused(BadInput input) {
        Footprint before = Footprint.of(cluster);

        String message = apply(input.change().apply(GOOD)).orElseThrow(() -> new AssertionError("accepted: " + input));

        assertThat(message).contains(input.words());
        assertThat(Footprint.of(cluster)).isEqualTo(before);
    }

    @ParameterizedTest(name = "A8 {0}")
    @MethodSource("dev.shardwright.e2e.BadInput#explained")
    @DisplayName("A8 explained, nothing changes, no hot loop, and the fix is taken:")
    void explained(BadInput input, AuditLog audit) {
        standsAndIsFixed(cluster, GOOD, input.change().apply(GOOD), input.words(), audit);
    }

    @Test
    @DisplayName("A8 unsupported jump from 7.17 to 9: explained, nothing changes, no hot loop, and the fix is taken")
    void jump(AuditLog audit) {
        standsAndIsFixed(old, OLD, OLD.put("/version", "9.0.0"), List.of("7.17.29", "9.0.0", "8.19"), audit);
    }

    @Test
    @DisplayName("A8 names too long: refused or explained, and nothing is made")
    void namesTooLong() {
        ClusterManifest manifest = GOOD.named("a-cluster-with-a-name-that-leaves-no-room-for-anything-else");

        Optional<String> refused = apply(manifest);
        Cluster tooLong = cluster.space().cluster(manifest.name());
        String message =
                refused.orElseGet(() -> tooLong.await("Stalled", "True", SOON).getMessage());

        assertThat(message).containsIgnoringCase("name").containsAnyOf("characters", "long");
        assertThat(Footprint.of(tooLong).objects()).isEmpty();
        tooLong.resource().delete();
    }

    @Test
    @DisplayName("A8 version without an image, new cluster: the condition says so, and the fix is taken")
    void imageMissingFromTheStart() {
        ClusterManifest manifest = GOOD.named("new");
        cluster.space().apply(manifest.put("/version", MISSING_VERSION));
        Cluster fresh = cluster.space().cluster("new");

        Condition stalled = fresh.await("Stalled", "True", Duration.ofMinutes(3));
        assertThat(stalled.getMessage()).contains("image", MISSING_VERSION);

        cluster.space().apply(manifest);
        fresh.awaitGreen();
        assertThat(fresh.is("Stalled")).isFalse();
        fresh.delete();
    }

    @Test
    @DisplayName(
            "A8 version without an image, running cluster: one node at most, told in Stalled, and going back is taken")
    void imageMissingLater() {
        Map<String, String> before = cluster.incarnations();
        cluster.space().apply(GOOD.put("/version", MISSING_VERSION));

        Condition stalled = cluster.await("Stalled", "True", LATER);
        assertThat(stalled.getMessage()).contains("image", MISSING_VERSION);
        Waiting.during(
                "no further node is touched",
                STANDING,
                cluster::progress,
                () -> cluster.incarnations().entrySet().stream()
                                .filter(pod -> !pod.getValue().equals(before.get(pod.getKey())))
                                .count()
                        <= 1);

        cluster.space().apply(GOOD);
        cluster.awaitGreen();
        assertThat(cluster.is("Stalled")).isFalse();
    }

    @Test
    @DisplayName("A8 new cluster without a master pool: refused, and nothing is made")
    void newWithoutMasters() {
        ClusterManifest manifest = GOOD.named("headless").putInPool("node", "roles", "[data]");

        assertThatThrownBy(() -> cluster.space().apply(manifest))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("at least one pool needs the role master");
        assertThat(Footprint.of(cluster.space().cluster("headless")).objects()).isEmpty();
    }

    private static void standsAndIsFixed(
            Cluster on, ClusterManifest good, ClusterManifest bad, List<String> words, AuditLog audit) {
        Footprint before = Footprint.of(on);
        Optional<String> refused = apply(bad);
        if (refused.isPresent()) {
            assertThat(refused.get()).contains(words);
            assertThat(Footprint.of(on)).isEqualTo(before);
            return;
        }

        Condition stalled = on.await("Stalled", "True", SOON);
        Console.say("  " + stalled.getReason() + ": " + stalled.getMessage());
        assertThat(stalled.getMessage()).contains(words);
        assertThat(stalled.getReason()).isIn("InvalidSpec", "SecretMissing", "InvalidPodTemplate");
        assertThat(on.is("Ready")).as("the cluster goes on working").isTrue();

        Instant from = Instant.now();
        Waiting.during("nothing changes", STANDING, on::progress, () -> Footprint.of(on)
                .equals(before));
        if (audit.available()) {
            Requests made =
                    audit.of(Operator.USER, from, Instant.now()).in(on.space().name());
            assertThat(made.writes().size() + made.reads().size())
                    .as("a hot loop? " + made)
                    .isLessThanOrEqualTo(HANDFUL);
        }

        on.space().apply(good);
        on.await("Stalled", "False", SOON);
        on.awaitGreen();
        assertThat(Footprint.of(on)).isEqualTo(before);
    }

    /** Applies it and gives the API server's objection, if it has one. */
    private static Optional<String> apply(ClusterManifest manifest) {
        try {
            cluster.space().apply(manifest);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            String message =
                    e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
            Console.say("  refused: " + message);
            return Optional.of(message);
        }
    }
}
