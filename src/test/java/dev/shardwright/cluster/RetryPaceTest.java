package dev.shardwright.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.cluster.plan.BootstrapDecision;
import dev.shardwright.cluster.plan.Plan;
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

    /** What no event tells: that a pod has waited too long for a place, and that it has had its chance. */
    @ParameterizedTest(name = "unscheduled for {0} s: another pass after {1}")
    @CsvSource({"0,31", "10,21", "29,2", "30,1", "31,90", "119,2", "120,1", "121,", "100000,"})
    void unscheduledPodIsLookedAtWhenItsTimeIsUp(int age, Integer pause) {
        String made = Fixtures.NOW.minusSeconds(age).toString();
        Scene scene = Scene.running("all 3 master,data")
                .pod("es-all-1", pod -> pod.createdAt(made).unschedulable("no room"));
        assertThat(scene.node("es-all-1").state()).isEqualTo(State.Scheduling);
        assertThat(after(scene)).isEqualTo(Optional.ofNullable(pause).map(Duration::ofSeconds));
    }

    /** A refusal becomes a failure by lasting; without one, only an event brings news of a pod. */
    @ParameterizedTest(name = "refused for {0} s: {1}, another pass after {2}")
    @CsvSource({",Absent,", "0,Absent,6", "4,Absent,2", "5,Absent,1", "6,Failing,"})
    void refusedPodIsLookedAtWhenTheRefusalCounts(Integer age, State state, Integer pause) {
        Scene scene = Scene.running("all 3 master,data").away("es-all-1");
        Optional.ofNullable(age)
                .ifPresent(seconds ->
                        scene.world(w -> w.creationFailure("es-all", Fixtures.NOW.minusSeconds(seconds), "quota")));
        assertThat(scene.node("es-all-1").state()).isEqualTo(state);
        assertThat(after(scene)).isEqualTo(Optional.ofNullable(pause).map(Duration::ofSeconds));
    }

    /** Kept volumes that elect nobody call for a person after five minutes. */
    @ParameterizedTest(name = "applied {0} s ago: another pass after {1}")
    @CsvSource({"0,301", "299,2", "300,1", "301,", "100000,"})
    void volumesThatAreLookedIntoAreLookedAtAgain(int age, Integer pause) {
        ElasticCluster cluster = Fixtures.cluster();
        cluster.getMetadata()
                .setCreationTimestamp(Fixtures.NOW.minusSeconds(age).toString());
        World world = new World(cluster).statefulSets();
        Fixtures.MASTERS.forEach(m -> world.claim("master", m.charAt(m.length() - 1) - '0', Optional.empty()));
        var seen = world.see();
        var plan = Planner.plan(cluster, seen, Fixtures.NOW);
        assertThat(plan.bootstrap().reason()).isEqualTo(BootstrapDecision.Reason.InspectingVolumes);
        Report report = new Report(cluster, seen, plan, List.of(), Fixtures.noCredentials(), List.of(), Fixtures.NOW);
        assertThat(new RetryPace().after(new ResourceID("es", "ns"), report))
                .isEqualTo(Optional.ofNullable(pause).map(Duration::ofSeconds));
    }

    /** A certificate that is not valid yet becomes so, and no event tells that. */
    @Test
    void problemIsLookedAtEveryMinute() {
        Scene scene = Scene.running("all 3 master,data");
        assertThat(after(scene, scene.planKnowing("the certificate is not valid yet")))
                .contains(Duration.ofSeconds(60));
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
        return after(scene, scene.plan());
    }

    private static Optional<Duration> after(Scene scene, Plan plan) {
        Report report = new Report(
                scene.wanted(), scene.see(), plan, List.of(), Fixtures.noCredentials(), List.of(), Fixtures.NOW);
        return new RetryPace().after(new ResourceID("es", "ns"), report);
    }

    private static AutoscalingStatus entry(int replicas, String storage) {
        return new AutoscalingStatus("data", replicas, storage, "Steady", "", null, null, null, null);
    }
}
