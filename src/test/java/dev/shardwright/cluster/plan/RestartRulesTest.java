package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Answer;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.Scene;
import dev.shardwright.elasticsearch.ElasticsearchStep.ForgetShutdown;
import dev.shardwright.elasticsearch.ElasticsearchStep.RegisterRestart;
import dev.shardwright.elasticsearch.Shutdowns.Entry;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarantee 5: one node after the other, data before masters, never the only copy. */
class RestartRulesTest {
    private static final String MASTERS = "master 3 master";
    private static final String REASON = "shardwright: rolling restart";

    private static Scene scene() {
        return Scene.running(MASTERS, "data 3 data")
                .changed()
                .says(a -> a.shards("logs/0: es-data-0 es-data-1", "logs/1: es-data-1 es-data-2"));
    }

    /** #738: one config change restarted all data pools at once. */
    @Test
    void oneNodeAfterTheOther_opensearch738() {
        assertThat(scene().replaced()).containsExactly("es-data-2");
        assertThat(scene().holds("es-data-1")).contains(NodeRule.BudgetHeld);
        assertThat(scene().node("es-data-1").message()).contains("es-data-2").contains("maxUnavailable is 1");
    }

    @Test
    void dataFirstThenMastersAndTheElectedOneLast() {
        assertThat(scene().holds("es-master-2")).contains(NodeRule.DataFirst);
        Scene masters = scene().current("es-data-0", "es-data-1", "es-data-2").says(a -> a.master("es-master-2"));
        assertThat(masters.replaced()).containsExactly("es-master-1");
        assertThat(masters.holds("es-master-2")).contains(NodeRule.DataFirst);
        Scene last = scene().current("es-data-0", "es-data-1", "es-data-2", "es-master-0", "es-master-1")
                .says(a -> a.master("es-master-2"));
        assertThat(last.replaced()).containsExactly("es-master-2");
    }

    @Test
    void tiersGoFromFrozenToHot() {
        Scene scene = Scene.running(
                        "master 1 master", "hot 2 data_hot,data_content", "cold 2 data_cold", "warm 2 data_warm")
                .changed();
        assertThat(scene.replaced()).containsExactly("es-cold-1");
        scene.current("es-cold-0", "es-cold-1");
        assertThat(scene.replaced()).containsExactly("es-warm-1");
    }

    @Test
    void masterWaitsForNodesThatDoNotRunTheNewVersionYet() {
        Scene scene = Scene.running(MASTERS, "data 2 data")
                .version("8.19.4", "8.19.21")
                .current("es-data-0", "es-data-1")
                .says(a -> a.version("es-data-1", "8.19.21"));
        assertThat(scene.holds("es-master-2")).contains(NodeRule.DataFirst);
        assertThat(scene.node("es-master-2").message()).contains("es-data-0 to run 8.19.21");
        scene.says(a -> a.version("es-data-0", null));
        assertThat(scene.holds("es-master-2")).as("it does not say").contains(NodeRule.DataFirst);
        scene.says(a -> a.version("es-data-0", "8.19.21"));
        assertThat(scene.replaced()).containsExactly("es-master-2");
    }

    static Stream<Arguments> held() {
        return Stream.of(
                change(NodeRule.TemplateCurrent, "the StatefulSet has the old template", s -> s.behind("data")),
                change(
                        NodeRule.TemplateCurrent,
                        "its controller has not seen the new one",
                        s -> s.statefulSets(set -> set.getStatus().setObservedGeneration(3L))),
                change(
                        NodeRule.TemplateCurrent,
                        "its controller has seen nothing",
                        s -> s.statefulSets(set -> set.setStatus(null))),
                change(NodeRule.BudgetHeld, "another node is away", s -> s.current("es-data-0")
                        .away("es-data-0")),
                change(NodeRule.BudgetHeld, "another node is not ready", s -> s.pod("es-master-0", Pods::running)),
                change(
                        NodeRule.BudgetHeld,
                        "another node is not in the cluster",
                        s -> s.says(a -> a.without("es-master-1"))),
                change(
                        NodeRule.BudgetHeld,
                        "another node is just going",
                        s -> s.pod("es-data-0", p -> p.ready().leaving())),
                change(NodeRule.BudgetHeld, "what is known of another node is of the pod before", s -> s.current(
                                "es-data-0")
                        .says(a -> a.inPod("es-data-0", "uid-of-the-pod-before"))),
                change(NodeRule.BudgetHeld, "another node's pod is newer than what is known", s -> s.current(
                                "es-data-0")
                        .pod("es-data-0", p -> p.createdAt("2026-05-01T12:00:00Z")
                                .ready())),
                change(
                        NodeRule.NothingMoving,
                        "a shard moves away",
                        s -> s.says(a -> a.shards("logs/0: es-data-2>es-data-0 es-data-1"))),
                change(
                        NodeRule.NothingMoving,
                        "a shard moves to it",
                        s -> s.says(a -> a.shards("logs/0: es-data-0>es-data-2 es-data-1"))),
                change(
                        NodeRule.OtherCopiesStarted,
                        "it holds the only copy",
                        s -> s.says(a -> a.shards("logs/0: es-data-2"))),
                change(
                        NodeRule.OtherCopiesStarted,
                        "the other copy moves",
                        s -> s.says(a -> a.shards("logs/0: es-data-2 es-data-0>es-data-1"))),
                change(
                        NodeRule.OtherCopiesStarted,
                        "its only copy, whose replicas could expand",
                        s -> s.says(a -> a.shards("logs/0: es-data-2").autoExpands("logs"))));
    }

    private static Arguments change(NodeRule rule, String name, Consumer<Scene> change) {
        return Arguments.of(rule, name, change);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("held")
    void nodeIsNotRestarted(NodeRule rule, String name, Consumer<Scene> change) {
        Scene scene = scene();
        change.accept(scene);
        assertThat(scene.holds("es-data-2")).contains(rule);
        assertThat(scene.replaced()).doesNotContain("es-data-2");
    }

    @Test
    void wayOutOfReplicasZeroIsNamedAndMayBeTaken() {
        Scene scene = scene().says(a -> a.shards("logs/0: es-data-2"));
        assertThat(scene.node("es-data-2").message())
                .contains("logs[0]")
                .contains("index.number_of_replicas")
                .contains("update.ignoreRules: [OtherCopiesStarted]");
        assertThat(scene().says(a -> a.shards("logs/0: es-data-2").autoExpands("logs"))
                        .node("es-data-2")
                        .message())
                .doesNotContain("number_of_replicas");
        assertThat(scene.wantsWith("update: {ignoreRules: [OtherCopiesStarted]}")
                        .replaced())
                .containsExactly("es-data-2");
    }

    @Test
    void singleDataNodeIsRestartedThoughNothingTakesOver() {
        Scene scene = Scene.running("all 1 master,data").changed().says(a -> a.shards("logs/0: es-all-0"));
        assertThat(scene.replaced()).containsExactly("es-all-0");
    }

    @Test
    void twoHoldersOfAShardNeverRestartTogether() {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .changed()
                .wantsWith("update: {maxUnavailable: 4}")
                .says(a -> a.shards("a/0: es-data-3 es-data-2", "b/0: es-data-1 es-data-0"));
        assertThat(scene.replaced()).containsExactlyInAnyOrder("es-data-3", "es-data-1");
        assertThat(scene.holds("es-data-2")).contains(NodeRule.OtherCopiesStarted);
    }

    private static Scene threeCopies() {
        return Scene.running(MASTERS, "data 4 data")
                .changed()
                .wantsWith("update: {maxUnavailable: 4}")
                .says(a -> a.shards("a/0: es-data-3 es-data-2 es-data-0", "b/0: es-data-1 es-data-0"));
    }

    /** A third copy that serves is no reason to lose two: what was written meanwhile would be in one place. */
    @Test
    void twoOfThreeHoldersOfAShardNeverRestartTogether() {
        assertThat(threeCopies().replaced()).containsExactlyInAnyOrder("es-data-3", "es-data-1");
        assertThat(threeCopies().holds("es-data-2")).contains(NodeRule.HoldersApart);
        assertThat(threeCopies().node("es-data-2").message())
                .contains("es-data-3")
                .contains("a[0]");
    }

    static Stream<Arguments> copiesOfANodeThatIsDown() {
        return Stream.of(
                copies("still listed on it", "a/0: es-data-3 es-data-2 es-data-0", true),
                copies("moving", "a/0: es-data-3 es-data-2>es-data-1 es-data-0", true),
                copies("recovering elsewhere", "a/0: es-data-3 ~es-data-1 es-data-0", true),
                copies("assigned to no node", "a/0: es-data-3 - es-data-0", true),
                copies("served elsewhere by now", "a/0: es-data-3 es-data-1 es-data-0", false),
                copies("of another shard", "a/0: es-data-3 es-data-0", false));
    }

    private static Arguments copies(String name, String shards, boolean waits) {
        return Arguments.of(name, shards, waits);
    }

    @ParameterizedTest(name = "a copy {0}")
    @MethodSource("copiesOfANodeThatIsDown")
    void nodeWaitsForTheOneThatIsDownAndMayHoldTheSameShard(String name, String shards, boolean waits) {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .changed()
                .wantsWith("update: {maxUnavailable: 2, ignoreRules: [HealthAllows]}")
                .current("es-data-2")
                .away("es-data-2")
                .says(a -> a.shards(shards));
        if (waits) {
            assertThat(scene.holds("es-data-3")).contains(NodeRule.HoldersApart);
            assertThat(scene.node("es-data-3").message()).contains("waits for es-data-2");
        }
        assertThat(scene.replaced().contains("es-data-3")).isEqualTo(!waits);
    }

    /** A node that never was a member holds no shard. */
    @Test
    void nodeThatNeverJoinedIsNoHolder() {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .changed()
                .wantsWith("update: {maxUnavailable: 2}")
                .unlabelled("es-data-2")
                .away("es-data-2")
                .says(a -> a.shards("a/0: es-data-3 es-data-0 es-data-1 -"));
        assertThat(scene.replaced()).contains("es-data-3");
    }

    /** A node that leaves may be away just as well. */
    @Test
    void nodeThatIsToBeRemovedAndIsDownMayBeAHolder() {
        Scene scene = Scene.running(MASTERS, "data 3 data", "old 1 data")
                .wants(MASTERS, "data 3 data")
                .changed()
                .away("es-old-0")
                .says(a -> a.shards("a/0: es-data-2 es-data-0 es-data-1 -"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.HoldersApart);
        assertThat(scene.node("es-data-2").message()).contains("waits for es-old-0");
    }

    @Test
    void neverAWholeTier() {
        Scene scene = Scene.running(MASTERS, "data 2 data,ingest").changed().wantsWith("update: {maxUnavailable: 4}");
        assertThat(scene.replaced()).containsExactly("es-data-1");
        assertThat(scene.holds("es-data-0")).contains(NodeRule.TierKept);
    }

    @Test
    void tierOfOneNodeIsRestarted() {
        Scene scene = Scene.running(MASTERS, "cold 1 data_cold", "data 2 data").changed();
        assertThat(scene.replaced()).containsExactly("es-cold-0");
    }

    @Test
    void budgetOfTwoIsUsed() {
        Scene scene = Scene.running(MASTERS, "data 4 data").changed().wantsWith("update: {maxUnavailable: 2}");
        assertThat(scene.replaced()).containsExactlyInAnyOrder("es-data-3", "es-data-2");
    }

    @Test
    void nodeThatIsDownItselfDoesNotHoldItselfUp() {
        Scene scene = scene().pod("es-data-2", Pods::running)
                .says(a -> a.without("es-data-2").shards("logs/0: es-data-0 es-data-1"));
        assertThat(scene.replaced()).containsExactly("es-data-2");
    }

    private static Scene zones() {
        return Scene.running(MASTERS, "data 4 data")
                .with("placement: {zoneKey: zone}")
                .changed()
                .wantsWith("update: {maxUnavailable: 3}")
                .zone("es-data-0", "a")
                .zone("es-data-1", "b")
                .zone("es-data-2", "a")
                .zone("es-data-3", "b");
    }

    @Test
    void oneZoneAfterTheOther() {
        assertThat(zones().replaced()).containsExactlyInAnyOrder("es-data-2", "es-data-0");
        assertThat(zones().holds("es-data-3")).contains(NodeRule.OneZoneAtATime);
        Scene second = zones().current("es-data-0", "es-data-2");
        assertThat(second.replaced()).containsExactlyInAnyOrder("es-data-3", "es-data-1");
    }

    /** It has nothing left to restart, and its zone is without it all the same. */
    @Test
    void nextZoneWaitsForTheNodeThatWasJustMadeAnew() {
        Scene scene = zones().current("es-data-0", "es-data-2")
                .pod("es-data-0", Pods::running)
                .says(a -> a.without("es-data-0"));
        assertThat(scene.holds("es-data-3")).contains(NodeRule.OneZoneAtATime);
        assertThat(scene.replaced()).isEmpty();
    }

    @Test
    void nextZoneWaitsForANodeOfUnknownZone() {
        Scene scene = zones().current("es-data-0", "es-data-2").away("es-data-0");
        assertThat(scene.holds("es-data-3")).contains(NodeRule.OneZoneAtATime);
    }

    @Test
    void roleThatIsAddedOrNarrowedIsNoObstacle() {
        Scene scene = Scene.running(MASTERS, "data 2 data").wants(MASTERS, "data 2 data_hot,data_content,ingest");
        assertThat(scene.replaced()).containsExactly("es-data-1");
    }

    @Test
    void restartIsRegisteredBeforeItHappens() {
        Scene scene = scene().says(Answer::shutdowns);
        assertThat(scene.holds("es-data-2")).contains(NodeRule.RestartRegistered);
        assertThat(scene.replaced()).isEmpty();
        assertThat(scene.steps())
                .as("only the one whose turn it is")
                .containsExactly(new RegisterRestart("id-es-data-2", REASON));
        Scene registered = scene().says(a -> a.shutdowns(ours("es-data-2")));
        assertThat(registered.replaced()).containsExactly("es-data-2");
        assertThat(registered.steps()).isEmpty();
    }

    private static Entry ours(String node) {
        return new Entry(Answer.id(node), "RESTART", REASON);
    }

    @Test
    void recordOfAnotherNodeOrOfOthersIsNoRegistration() {
        for (Entry entry : List.of(
                ours("es-data-0"),
                new Entry("id-es-data-2", "restart", "maintenance"),
                new Entry("id-es-data-2", "remove", REASON))) {
            assertThat(scene().says(a -> a.shutdowns(entry)).holds("es-data-2")).contains(NodeRule.RestartRegistered);
        }
    }

    /** A node that runs and never joined (a mistake in its settings) has no id: the way back would be closed for ever. */
    @Test
    void nodeThatNeverJoinedNeedsNoRegistration() {
        Scene scene = scene().pod("es-data-2", Pods::running).says(a -> a.without("es-data-2")
                .shards("logs/0: es-data-0 es-data-1")
                .shutdowns());
        assertThat(scene.replaced()).containsExactly("es-data-2");
    }

    static Stream<Arguments> leftBehind() {
        return Stream.of(
                left("its node is back", s -> {}),
                left("its node is to be removed", s -> s.wants(MASTERS, "data 2 data")
                        .says(a -> a.setting("enable", "none").shards("x/0: es-data-2 es-data-0"))),
                left("its node is not the next one", s -> s.changed().pod("es-data-0", Pods::running)),
                left(
                        "its node is unknown and nobody is missing",
                        s -> s.says(a -> a.shutdowns(new Entry("id-of-nobody", "restart", REASON)))));
    }

    private static Arguments left(String name, Consumer<Scene> change) {
        return Arguments.of(name, change);
    }

    /** #400: a setting for the restart was left behind when the operator died. Spec reverted after registration. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("leftBehind")
    void registrationIsTakenBackWhen_opensearch400(String name, Consumer<Scene> change) {
        Scene scene = Scene.running(MASTERS, "data 3 data").says(a -> a.shutdowns(ours("es-data-2")));
        change.accept(scene);
        assertThat(scene.steps()).filteredOn(ForgetShutdown.class::isInstance).hasSize(1);
    }

    static Stream<Arguments> stays() {
        return Stream.of(
                left("its pod is going", s -> s.pod("es-data-2", p -> p.ready().leaving())),
                left("its node is coming back", s -> s.pod("es-data-2", Pods::running)),
                left("its node is away", s -> s.away("es-data-2")),
                left(
                        "others made it",
                        s -> s.says(a -> a.shutdowns(new Entry("id-es-data-2", "restart", "maintenance")))),
                left("it is no restart", s -> s.says(a -> a.shutdowns(new Entry("id-es-data-2", "remove", REASON)))),
                left("the server has no such thing", s -> s.says(a -> a.detailsAge(null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stays")
    void registrationStaysWhen(String name, Consumer<Scene> change) {
        Scene scene = Scene.running(MASTERS, "data 3 data").says(a -> a.shutdowns(ours("es-data-2")));
        change.accept(scene);
        assertThat(scene.steps()).isEmpty();
    }

    @Test
    void podThatNeverRanIsMadeAnewWhateverTheHealth() {
        Scene scene = scene().pod("es-data-0", p -> p.unschedulable("no host fits"))
                .says(a -> a.without("es-data-0").shards("logs/0: -"));
        assertThat(scene.replaced()).containsExactly("es-data-0");
        assertThat(scene.behind("data").replaced()).isEmpty();
    }

    /** Between two crashes nothing runs in it, whatever Elasticsearch still says. */
    @Test
    void podThatWaitsToCrashAgainIsMadeAnewWhateverTheHealth() {
        Scene scene = scene().pod("es-data-0", p -> p.waiting("CrashLoopBackOff", "back-off", 4, "unknown setting"))
                .says(a -> a.shards("logs/0: es-data-0"));
        assertThat(scene.replaced()).containsExactly("es-data-0");
        assertThat(scene.behind("data").replaced())
                .as("it would come back as it was")
                .isEmpty();
    }

    @Test
    void podThatHasJustEndedIsMadeAnewOnlyWhenItIsNoMember() {
        Scene scene = scene().pod("es-data-0", p -> p.ended(1, "Error", "unknown setting"))
                .says(a -> a.shards("logs/0: es-data-0"));
        assertThat(scene.replaced()).isEmpty();
        assertThat(scene.says(a -> a.without("es-data-0").shards("logs/0: -")).replaced())
                .containsExactly("es-data-0");
    }

    @Test
    void nodeThatGoesAlreadyIsSaidToGo() {
        Scene scene = scene().pod("es-data-2", p -> p.ready().leaving());
        assertThat(scene.node("es-data-2").intent()).isEqualTo(Intent.Restart);
        assertThat(scene.replaced()).isEmpty();
    }
}
