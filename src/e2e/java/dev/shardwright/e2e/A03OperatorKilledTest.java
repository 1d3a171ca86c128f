package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Sampler;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The operator may die at any moment of the formation: there is one cluster, and it becomes green. */
@EndToEnd
@DisplayName("A3 operator killed while the cluster forms")
class A03OperatorKilledTest {
    private static final int KILLS = 10;
    private static final int KILLS_A_FORMATION = 5;
    private static final int MOST_FORMATIONS = 6;
    /** The longest wait before a kill: with it, five of them cover a formation from its first moment to its last. */
    private static final int LONGEST_PAUSE_MILLIS = 16_000;

    private final long seed = Long.getLong("e2e.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void ready(Operator operator) {
        Console.say("  seed %d (repeat it with -De2e.seed=%d)".formatted(seed, seed));
        operator.awaitReady();
    }

    @AfterEach
    void oneReplicaAgain(Operator operator) {
        operator.scale(1);
    }

    @Test
    @DisplayName("A3 operator killed at 10 random moments of the formation: one UUID, green")
    void tenMoments(Spaces spaces, Operator operator) {
        int kills = 0;
        for (int i = 0; kills < KILLS && i < MOST_FORMATIONS; i++) {
            kills += form(spaces, operator, Math.min(KILLS_A_FORMATION, KILLS - kills));
        }
        assertThat(kills).as("kills that hit a formation").isEqualTo(KILLS);
    }

    @Test
    @DisplayName("A3 two operator replicas, the leader killed while the cluster forms: one UUID, green")
    void leaderKilled(Spaces spaces, Operator operator) {
        operator.scale(2);
        Waiting.until("a leader", Duration.ofMinutes(1), () -> "", () -> operator.leader()
                .isPresent());

        assertThat(form(spaces, operator, 2)).as("kills that hit a formation").isPositive();
    }

    @Test
    @Tag("full")
    @DisplayName("A3 operator killed once in each of 10 formations, at random: one UUID, green")
    void tenFormations(Spaces spaces, Operator operator) {
        int kills = 0;
        for (int i = 0; i < KILLS; i++) {
            kills += form(spaces, operator, 1);
        }
        assertThat(kills).as("kills that hit a formation").isGreaterThanOrEqualTo(KILLS / 2);
    }

    /** Forms a cluster of three, kills the operator so often on the way, and says how many kills came before green. */
    private int form(Spaces spaces, Operator operator, int kills) {
        var space = spaces.open("a3");
        Instant began = Instant.now();
        Cluster cluster = space.apply(ClusterManifest.load("mixed"));
        int done = 0;
        try (Sampler<String> uuids =
                Sampler.every(Duration.ofSeconds(1), () -> cluster.status().map(ElasticClusterStatus::clusterUUID))) {
            int longest = kills == 1 ? LONGEST_PAUSE_MILLIS * 3 : LONGEST_PAUSE_MILLIS;
            while (done < kills && !Waiting.within(Duration.ofMillis(random.nextInt(longest)), cluster::isGreen)) {
                Console.say("  kill %d, %.1f s into the formation: %s"
                        .formatted(
                                done + 1,
                                Duration.between(began, Instant.now()).toMillis() / 1000.0,
                                cluster.progress()));
                operator.kill();
                done++;
            }
            cluster.awaitGreen();
            assertThat(uuids.seen()).as("UUIDs that the status has ever named").isSubsetOf(cluster.uuid());
        }
        assertThat(cluster.elastic().uuids()).as("UUIDs that the nodes name").containsExactly(cluster.uuid());
        assertThat(cluster.elastic().nodes()).hasSize(3);
        space.close();
        return done;
    }
}
