package dev.shardwright.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.Autoscaling;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.cluster.report.Report;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clusters that scale themselves are read once a minute, all others are left alone. */
class ReadingPaceTest {
    private static final ResourceID ID = new ResourceID("es", "ns");

    private final ReadingPace pace = new ReadingPace();

    private static ElasticCluster scaling(String more) {
        ElasticCluster cluster = Fixtures.formed(Fixtures.clusterWith(more));
        cluster.setSpec(cluster.getSpec()
                .withPools(cluster.getSpec().nodePools().stream()
                        .map(ReadingPaceTest::scaling)
                        .toList()));
        return cluster;
    }

    private static NodePool scaling(NodePool p) {
        return p.isMasterEligible()
                ? p
                : new NodePool(
                        p.name(),
                        p.replicas(),
                        p.roles(),
                        p.resources(),
                        p.heap(),
                        p.storage(),
                        p.config(),
                        p.podTemplate(),
                        new Autoscaling(1, 5, null, null, null, null, null));
    }

    private Optional<Duration> until(ElasticCluster cluster, ElasticsearchFacts facts, int second) {
        Instant now = Fixtures.NOW.plusSeconds(second);
        var seen = World.settled(cluster).facts(facts).see();
        return pace.until(
                ID,
                new Report(
                        cluster,
                        seen,
                        Planner.plan(cluster, seen, now),
                        List.of(),
                        Fixtures.noCredentials(),
                        List.of(),
                        now));
    }

    @Test
    void readingIsDueAMinuteAfterTheLast() {
        ElasticCluster cluster = scaling("");
        ElasticsearchFacts read = Answer.of(cluster).facts();
        ElasticsearchFacts notRead = Answer.of(cluster).detailsAge(null).facts();
        assertThat(until(cluster, notRead, 0)).as("never read").contains(Duration.ZERO);
        assertThat(until(cluster, read, 0)).contains(Duration.ofSeconds(59));
        assertThat(until(cluster, notRead, 10)).contains(Duration.ofSeconds(49));
        assertThat(until(cluster, notRead, 59)).contains(Duration.ZERO);
        assertThat(until(cluster, notRead, 80)).as("still not answered").contains(Duration.ZERO);
        pace.forget(ID);
        assertThat(until(cluster, notRead, 1)).contains(Duration.ZERO);
    }

    @Test
    void nothingIsReadForAClusterWithoutAutoscalingOrOneThatIsPaused() {
        ElasticCluster other = Fixtures.formed(Fixtures.cluster());
        assertThat(until(other, Answer.of(other).facts(), 0)).isEmpty();
        ElasticCluster paused = scaling("paused: true\n");
        assertThat(until(paused, Answer.of(paused).facts(), 0)).isEmpty();
    }
}
