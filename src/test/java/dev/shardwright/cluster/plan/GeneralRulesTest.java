package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Answer;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.elasticsearch.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every change waits for. */
class GeneralRulesTest {
    private static final String MASTERS = "master 3 master";

    /** es-data-2 has given its shards away and may go. */
    private static Scene removal() {
        return Scene.running(MASTERS, "data 3 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("logs/0: es-data-0 es-data-1").draining("es-data-2"));
    }

    /** es-data-1 may be made anew. */
    private static Scene restart() {
        return Scene.running(MASTERS, "data 2 data").changed().says(a -> a.shards("logs/0: es-data-0 es-data-1"));
    }

    /** es-data-2 may be made. */
    private static Scene creation() {
        return Scene.running(MASTERS, "data 2 data").wants(MASTERS, "data 3 data");
    }

    @Test
    void withGoodFactsEachOfThemPasses() {
        assertThat(removal().free(Intent.Remove)).containsExactly("es-data-2");
        assertThat(restart().free(Intent.Restart)).containsExactly("es-data-1");
        assertThat(creation().free(Intent.Create)).containsExactly("es-data-2");
    }

    /** Nothing was done, and the plan did not say what held the node back. */
    @Test
    void problemThatWasFoundElsewhereHoldsNodesBackAndIsNamed() {
        Plan plan = restart().planKnowing("there is no Secret mine");
        assertThat(plan.nodes())
                .filteredOn(n -> n.intent() == Intent.Restart)
                .isNotEmpty()
                .allSatisfy(n -> {
                    assertThat(n.blockedBy()).contains(NodeRule.Stalled);
                    assertThat(n.message()).contains("there is no Secret mine");
                });
        assertThat(plan.effects()).noneMatch(Effect.ReplacePod.class::isInstance);
    }

    static Stream<Arguments> unknowns() {
        return Stream.of(
                unknown("older than 20 seconds", a -> a.age(Duration.ofSeconds(21))),
                unknown("no shards and settings", a -> a.detailsAge(null)),
                unknown("old shards and settings", a -> a.detailsAge(Duration.ofSeconds(21))),
                unknown("another cluster", a -> a.uuid(Fixtures.OTHER_UUID)),
                unknown("no identity", a -> a.uuid(null)),
                unknown("identity not final", a -> a.uncommitted()),
                unknown("no elected master", a -> a.master(null)));
    }

    private static Arguments unknown(String name, Consumer<Answer> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknowns")
    void nothingRunningIsTouchedOn(String name, Consumer<Answer> change) {
        for (Supplier<Scene> scene : List.<Supplier<Scene>>of(GeneralRulesTest::removal, GeneralRulesTest::restart)) {
            assertUntouched(scene.get().says(change));
        }
    }

    @Test
    void factsOfExactlyTwentySecondsAreFresh() {
        Duration limit = Duration.ofSeconds(20);
        assertThat(removal().says(a -> a.age(limit).detailsAge(limit)).free(Intent.Remove))
                .containsExactly("es-data-2");
    }

    /** #1447: an error was read as "drained". The last good facts do not count once a poll has failed. */
    @ParameterizedTest
    @EnumSource(Problem.class)
    void errorReadAsDrained_opensearch1447(Problem problem) {
        for (Supplier<Scene> scene : List.<Supplier<Scene>>of(GeneralRulesTest::removal, GeneralRulesTest::restart)) {
            Scene good = scene.get().failing(problem);
            assertUntouched(good);
            assertThat(good.plan().nodes())
                    .filteredOn(n -> n.blockedBy().equals(Optional.of(NodeRule.ElasticsearchKnown)))
                    .isNotEmpty()
                    .allSatisfy(n -> assertThat(n.message()).contains("it is so"));
        }
    }

    @Test
    void neverAskedIsUnknown() {
        assertUntouched(removal().facts(ElasticsearchFacts.NONE));
        assertUntouched(restart().facts(ElasticsearchFacts.NONE));
    }

    private static void assertUntouched(Scene scene) {
        Plan plan = scene.plan();
        assertThat(plan.nodes())
                .filteredOn(n -> n.intent() == Intent.Remove || n.intent() == Intent.Restart)
                .isNotEmpty()
                .allSatisfy(n -> assertThat(n.blockedBy()).isPresent());
        assertThat(plan.effects()).noneMatch(Effect.ReplacePod.class::isInstance);
        assertThat(plan.elasticsearchSteps()).isEmpty();
        plan.pools().forEach(p -> assertThat(p.replicas()).isEqualTo((int)
                plan.nodes().stream().filter(n -> n.pool().equals(p.name())).count()));
    }

    @Test
    void pauseHoldsEveryChange() {
        String paused = "paused: true";
        assertThat(removal().wantsWith(paused).holds("es-data-2")).contains(NodeRule.Paused);
        assertThat(restart().wantsWith(paused).holds("es-data-1")).contains(NodeRule.Paused);
        assertThat(creation().wantsWith(paused).holds("es-data-2")).contains(NodeRule.Paused);
        Plan plan = removal().wantsWith(paused).plan();
        assertThat(plan.elasticsearchSteps()).isEmpty();
        assertThat(plan.effects()).isEmpty();
        assertThat(plan.mayAct()).isFalse();
        assertThat(removal().wantsWith(paused).sizes()).containsEntry("data", 3);
    }

    @Test
    void problemHoldsEveryChange() {
        String wrong = "auth: {roles: [{secretName: missing}]}";
        assertThat(removal().wantsWith(wrong).holds("es-data-2")).contains(NodeRule.Stalled);
        assertThat(restart().wantsWith(wrong).holds("es-data-1")).contains(NodeRule.Stalled);
        assertThat(creation().wantsWith(wrong).holds("es-data-2")).contains(NodeRule.Stalled);
        assertThat(creation().wantsWith(wrong).node("es-data-2").message()).contains("missing");
        assertThat(removal().wantsWith(wrong).steps()).isEmpty();
        assertThat(removal().wantsWith(wrong).sizes()).containsEntry("data", 3);
    }

    @Test
    void anotherIdentityStopsEverything() {
        Scene scene = removal().says(a -> a.uuid(Fixtures.OTHER_UUID));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.Stalled);
        assertThat(scene.plan().problems())
                .extracting(dev.shardwright.cluster.plan.Problem::reason)
                .containsExactly(dev.shardwright.cluster.plan.Problem.Reason.ClusterIdentityChanged);
    }

    @Test
    void runningNodeOfAFormingClusterStays() {
        Scene scene = removal().forming();
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ClusterFormed);
        assertThat(restart().forming().holds("es-data-1")).contains(NodeRule.ClusterFormed);
    }

    @Test
    void nodeThatNeverRanGoesWithoutElasticsearch() {
        Scene scene = removal()
                .facts(ElasticsearchFacts.NONE)
                .unlabelled("es-data-2")
                .pod("es-data-2", p -> p.unschedulable("no host fits"));
        assertThat(scene.holds("es-data-2")).isEmpty();
        assertThat(scene.sizes()).containsEntry("data", 2);
    }

    static Stream<Arguments> nodesThatMayHaveBeenMembers() {
        return Stream.of(
                scene("its claim is labelled", s -> s.pod("es-data-2", p -> p.unschedulable("x"))),
                scene("Elasticsearch ran in it", s -> s.unlabelled("es-data-2").pod("es-data-2", Pods::running)),
                scene("it crashed", s -> s.unlabelled("es-data-2")
                        .pod("es-data-2", p -> p.waiting("CrashLoopBackOff", "x", 3, "y"))),
                scene("its pod is away and its volume was in use", s -> s.unlabelled("es-data-2")
                        .podless("es-data-2")));
    }

    private static Arguments scene(String name, Consumer<Scene> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nodesThatMayHaveBeenMembers")
    void withoutElasticsearchANodeStaysWhen(String name, Consumer<Scene> change) {
        Scene scene = removal().facts(ElasticsearchFacts.NONE);
        change.accept(scene);
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ElasticsearchKnown);
        assertThat(scene.sizes()).containsEntry("data", 3);
    }

    private static final String A_MINUTE_AGO = "2026-05-01T11:59:00Z";

    static Stream<Arguments> onItsWay() {
        return Stream.of(
                scene("it was started a minute ago", s -> s.pod("es-data-2", p -> p.runningSince(A_MINUTE_AGO))),
                scene(
                        "it was started exactly two minutes ago",
                        s -> s.pod("es-data-2", p -> p.runningSince("2026-05-01T11:58:00Z"))),
                scene("it is ready, and not listed yet", s -> s.pod("es-data-2", p -> p.readySince(A_MINUTE_AGO))));
    }

    /** Its vote and its shards come with it: what Elasticsearch says without it leaves them out. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("onItsWay")
    void nodeArrivesBeforeItIsTouched(String name, Consumer<Scene> change) {
        Scene removed = removal();
        Scene restarted = Scene.running(MASTERS, "data 3 data").changed();
        for (Scene scene : List.of(removed, restarted)) {
            change.accept(scene.says(a -> a.without("es-data-2")));
            assertThat(scene.holds("es-data-2")).contains(NodeRule.NodeJoined);
            assertThat(scene.replaced()).doesNotContain("es-data-2");
            assertThat(scene.sizes()).containsEntry("data", 3);
        }
    }

    /** Nothing has run in its pod yet, and its volume has been a member's. */
    @Test
    void nodeWhoseContainersAreBeingMadeArrivesBeforeItLeaves() {
        Scene scene = removal()
                .pod("es-data-2", p -> p.createdAt(A_MINUTE_AGO).waiting("ContainerCreating", null, 0, null))
                .says(a -> a.without("es-data-2"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.NodeJoined);
        assertThat(scene.sizes()).containsEntry("data", 3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nodeThatDoesNotArriveIsWaitedForTwoMinutes(boolean ready) {
        for (String since : List.of("2026-05-01T11:57:59Z", "2026-05-01T10:00:00Z")) {
            UnaryOperator<Pods> late = p -> ready ? p.readySince(since) : p.runningSince(since);
            assertThat(removal()
                            .pod("es-data-2", late)
                            .says(a -> a.without("es-data-2"))
                            .holds("es-data-2"))
                    .isEmpty();
            assertThat(restart()
                            .pod("es-data-1", late)
                            .says(a -> a.without("es-data-1").shards("logs/0: es-data-0"))
                            .replaced())
                    .contains("es-data-1");
        }
    }

    @Test
    void nodeThatIsListedHasArrivedHoweverYoungItIs() {
        assertThat(removal().pod("es-data-2", p -> p.readySince(A_MINUTE_AGO)).holds("es-data-2"))
                .isEmpty();
        assertThat(restart().pod("es-data-1", p -> p.readySince(A_MINUTE_AGO)).replaced())
                .containsExactly("es-data-1");
    }

    @Test
    void nodeThatIsListedInThePodBeforeHasNotArrived() {
        Scene scene = removal()
                .pod("es-data-2", p -> p.readySince(A_MINUTE_AGO))
                .says(a -> a.inPod("es-data-2", "uid-of-the-pod-before"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.NodeJoined);
        scene.says(a -> a.inPod("es-data-2", "uid-es-data-2"));
        assertThat(scene.holds("es-data-2")).isEmpty();
    }

    /** Two of three first masters find no host: without them there is no majority to form the cluster. */
    @Test
    void firstMasterIsNotTakenFromTheFormationThatCountsOnIt() {
        Scene scene = Scene.running(MASTERS, "data 2 data")
                .wants("master 1 master", "data 2 data")
                .forming()
                .pod("es-master-1", p -> p.unschedulable("no host fits"))
                .pod("es-master-2", p -> p.unschedulable("no host fits"));
        assertThat(scene.holds("es-master-2")).contains(NodeRule.ClusterFormed);
        assertThat(scene.node("es-master-2").message()).contains("the first masters elect");
        assertThat(scene.sizes()).containsEntry("master", 3);
    }

    /** A spec that breaks the first masters can be mended before they have formed the cluster. */
    @Test
    void brokenFirstMasterIsMadeAnewWhileForming() {
        Scene scene = Scene.running(MASTERS, "data 2 data")
                .changed()
                .forming()
                .pod("es-master-0", p -> p.waiting("ImagePullBackOff", "no such image", 0, null));
        assertThat(scene.replaced()).contains("es-master-0");
    }
}
