package dev.shardwright.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.cluster.report.Report;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the next pass comes without an event. */
class RetryPaceTest {
    /** A size is recorded by one pass and followed by the next, which nothing else would bring. */
    @ParameterizedTest(name = "{0} nodes of {1} decided, 2 of 1Gi recorded: another pass soon: {2}")
    @CsvSource({"2,1Gi,false", "3,1Gi,true", "1,1Gi,true", "2,2Gi,true"})
    void decidedSizeIsFollowedAtOnce(int replicas, String storage, boolean soon) {
        ElasticCluster cluster = Fixtures.recording(Fixtures.formed(Fixtures.cluster()), List.of(entry(2, "1Gi")));
        var seen = World.settled(cluster).see();
        Report report = new Report(
                cluster,
                seen,
                Planner.plan(cluster, seen, Fixtures.NOW),
                List.of(entry(replicas, storage)),
                Fixtures.noCredentials(),
                List.of(),
                Fixtures.NOW);
        assertThat(new RetryPace().after(new ResourceID("es", "ns"), report).filter(Duration.ofSeconds(1)::equals))
                .matches(after -> after.isPresent() == soon);
    }

    /** That a node is a member may be told by facts that are newer and say nothing new: no event comes with those. */
    @Test
    void joiningNodeIsLookedAtAgain() {
        Scene scene = Scene.running("all 3 master,data").says(a -> a.without("es-all-1"));
        assertThat(scene.node("es-all-1").state()).isEqualTo(State.Joining);
        assertThat(after(scene)).contains(Duration.ofSeconds(10));
        assertThat(after(Scene.running("all 3 master,data"))).isEmpty();
    }

    /** The offer of a bootstrap goes once the identity is recorded: after a crash in between, no event comes with that. */
    @Test
    void formationIsRecordedToItsEnd() {
        Scene scene = Scene.running("all 3 master,data")
                .unlabelled("es-all-0")
                .unlabelled("es-all-1")
                .world(w -> w.offer(List.of("es-all-0", "es-all-1", "es-all-2")));
        assertThat(scene.plan().bootstrap().isBeingRecorded()).isTrue();
        assertThat(after(scene)).contains(Duration.ofSeconds(10));
    }

    private static Optional<Duration> after(Scene scene) {
        Report report = new Report(
                scene.wanted(),
                scene.see(),
                scene.plan(),
                List.of(),
                Fixtures.noCredentials(),
                List.of(),
                Fixtures.NOW);
        return new RetryPace().after(new ResourceID("es", "ns"), report);
    }

    private static AutoscalingStatus entry(int replicas, String storage) {
        return new AutoscalingStatus("data", replicas, storage, "Steady", "", null, null, null, null);
    }
}
