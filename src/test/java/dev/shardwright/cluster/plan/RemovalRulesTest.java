package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Scene;
import dev.shardwright.elasticsearch.ElasticsearchStep.Drain;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarantee 3: a data node leaves only when it holds no shard; and in which order nodes leave. */
class RemovalRulesTest {
    private static final String MASTERS = "master 3 master";

    /** Three data nodes, two wanted; es-data-2 is drained and empty. */
    private static Scene drained() {
        return Scene.running(MASTERS, "data 3 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("logs/0: es-data-0 es-data-1").draining("es-data-2"));
    }

    @Test
    void drainedNodeLeaves() {
        assertThat(drained().holds("es-data-2")).isEmpty();
        assertThat(drained().node("es-data-2").message()).contains("leaves");
        assertThat(drained().sizes()).containsEntry("data", 2).containsEntry("master", 3);
        assertThat(drained().steps())
                .as("the filter stays until the node is gone")
                .isEmpty();
    }

    @Test
    void nodeIsAskedToGiveItsShardsAwayBeforeItLeaves() {
        Scene scene = drained().says(a -> a.setting("exclude.shardwright_node", null));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ShardsMoved);
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-data-2")));
        assertThat(scene.sizes()).containsEntry("data", 3);
    }

    static Stream<Arguments> held() {
        return Stream.of(
                held("a primary is on it", "logs/0: es-data-2 es-data-1"),
                held("a replica is on it", "logs/0: es-data-0 es-data-2"),
                held("a copy moves away from it", "logs/0: es-data-2>es-data-0 es-data-1"),
                held("a copy moves to it", "logs/0: es-data-0>es-data-2 es-data-1"),
                held("a copy recovers on it", "logs/0: es-data-0 ~es-data-2"),
                held("one of many is on it", "a/0: es-data-0 es-data-1", "b/0: es-data-0 es-data-2"));
    }

    private static Arguments held(String name, String... shards) {
        return Arguments.of(name, shards);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("held")
    void nodeStaysWhile(String name, String... shards) {
        Scene scene = drained().says(a -> a.shards(shards));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ShardsMoved);
        assertThat(scene.node("es-data-2").message()).contains("1 left");
        assertThat(scene.sizes()).containsEntry("data", 3);
        assertThat(scene.steps()).isEmpty();
    }

    @Test
    void relocatingShardCountsAsHeld_opensearch1447() {
        Scene scene = drained().says(a -> a.shards("logs/0: es-data-2>es-data-0 es-data-1"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ShardsMoved);
        assertThat(scene.node("es-data-2").message()).contains("logs[0]");
    }

    /** es-operator: once retries had run out, a wait for an empty node reported success with shards left. */
    @Test
    void noLengthOfTimeMakesANodeEmpty_esOperator() {
        Scene scene = drained()
                .says(a -> a.shards("logs/0: es-data-2 es-data-1"))
                .pod("es-data-2", p -> p.createdAt("2020-01-01T00:00:00Z").ready());
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ShardsMoved);
    }

    @Test
    void sixShardsAreNamedInFiveWords() {
        Scene scene = drained()
                .says(a -> a.shards(
                        "a/0: es-data-2",
                        "b/0: es-data-2",
                        "c/0: es-data-2",
                        "d/0: es-data-2",
                        "e/0: es-data-2",
                        "f/0: es-data-2"));
        assertThat(scene.node("es-data-2").message()).contains("6 left (a[0], b[0], c[0], d[0], e[0] and 1 more)");
    }

    @Test
    void nodeThatIsAwayStaysWhileACopyIsMissing() {
        Scene scene = drained().away("es-data-2").says(a -> a.shards("a/0: es-data-0", "logs/0: - -"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.NoCopyMissing);
        assertThat(scene.node("es-data-2").message()).contains("logs[0]").contains("on this node's volume");
    }

    @Test
    void nodeStaysWhileAPrimaryRecovers() {
        Scene scene = drained().says(a -> a.shards("logs/0: ~es-data-0"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.NoCopyMissing);
    }

    @Test
    void missingReplicaHoldsNoRemoval() {
        Scene scene = drained().says(a -> a.shards("logs/0: es-data-0 es-data-1 -"));
        assertThat(scene.holds("es-data-2")).isEmpty();
    }

    /** Its pod is gone with its host, and the spec that knew its roles too: the volume still says what may be on it. */
    @Test
    void awayNodeOfADroppedPoolStaysWhileACopyIsMissing() {
        Scene scene = Scene.running(MASTERS, "old 2 data", "data 2 data")
                .wants(MASTERS, "data 2 data")
                .away("es-old-1")
                .says(a -> a.shards("logs/0: -"));
        assertThat(scene.holds("es-old-1")).contains(NodeRule.NoCopyMissing);
        assertThat(scene.sizes()).containsEntry("old", 2);
    }

    @Test
    void awayNodeWhoseShardsAreServedElsewhereLeaves() {
        Scene scene = drained().away("es-data-2");
        assertThat(scene.holds("es-data-2")).isEmpty();
        assertThat(scene.sizes()).containsEntry("data", 2);
    }

    /** A StatefulSet takes its highest number, whichever node was meant. */
    @Test
    void emptyNodeStaysUntilTheOneAboveItIsEmptyToo() {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("logs/0: es-data-0 es-data-1", "x/0: es-data-3 es-data-0")
                        .draining("es-data-2", "es-data-3"));
        assertThat(scene.holds("es-data-3")).contains(NodeRule.ShardsMoved);
        assertThat(scene.sizes()).containsEntry("data", 4);
        assertThat(scene.says(a -> a.shards("x/0: es-data-1 es-data-0")).sizes())
                .containsEntry("data", 2);
    }

    @Test
    void lowerNodeThatIsStillFullHoldsNoHigherOne() {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("x/0: es-data-2 es-data-0").draining("es-data-2", "es-data-3"));
        assertThat(scene.free(Intent.Remove)).containsExactly("es-data-3");
        assertThat(scene.sizes()).containsEntry("data", 3);
    }

    static Stream<Arguments> notBegun() {
        return Stream.of(
                last("is on its way into the cluster", s -> s.pod(
                                "es-data-3", p -> p.runningSince("2026-05-01T11:59:00Z"))
                        .says(a -> a.without("es-data-3"))),
                last(
                        "has shards that nothing that stays may hold",
                        s -> s.says(a -> a.shards("x/0: es-data-3").indexSetting("x", "require._name", "es-data-3"))),
                last(
                        "has shards that may not move",
                        s -> s.says(a -> a.shards("x/0: es-data-3 es-data-0").setting("enable", "none"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notBegun")
    void nodeDoesNotBeginToLeaveWhileTheOneAbove(String name, Consumer<Scene> change) {
        Scene scene = Scene.running(MASTERS, "data 4 data").wants(MASTERS, "data 2 data");
        change.accept(scene);
        assertThat(scene.holds("es-data-2")).contains(NodeRule.HighestFirst);
        assertThat(scene.node("es-data-2").message()).contains("es-data-3");
        assertThat(scene.steps()).isEmpty();
        assertThat(scene.sizes()).containsEntry("data", 4);
    }

    @Test
    void nodesOfAPoolAreDrainedTogether() {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("x/0: es-data-3 es-data-2"));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-data-2", "es-data-3")));
        assertThat(scene.sizes()).containsEntry("data", 4);
    }

    @Test
    void idleNodeInTheMiddleStaysUntilTheOneAboveIsEmpty() {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .wants(MASTERS, "data 2 data")
                .unlabelled("es-data-2")
                .pod("es-data-2", p -> p.unschedulable("x"))
                .says(a -> a.without("es-data-2").shards("x/0: es-data-3 es-data-0"));
        assertThat(scene.sizes()).containsEntry("data", 4);
        scene.says(a -> a.setting("enable", "none"));
        assertThat(scene.holds("es-data-2"))
                .as("the one above cannot even begin")
                .contains(NodeRule.HighestFirst);
        scene.says(a ->
                a.setting("enable", "all").shards("x/0: es-data-1 es-data-0").draining("es-data-3"));
        assertThat(scene.sizes()).containsEntry("data", 2);
    }

    static Stream<Arguments> lastMasters() {
        return Stream.of(
                last("the other one is not in the cluster", s -> s.says(a -> a.without("es-new-0"))),
                last("the other one is not ready", s -> s.pod("es-new-0", p -> p.running())),
                last("the other one is away", s -> s.away("es-new-0")),
                last(
                        "the other one was listed in the pod before",
                        s -> s.says(a -> a.inPod("es-new-0", "uid-of-the-pod-before"))),
                last("the other one may not vote", s -> s.says(a -> a.excluded("es-new-0"))),
                last(
                        "the other one only votes",
                        s -> s.says(a -> a.node("es-new-0", "8.19.21", List.of("master", "voting_only")))));
    }

    private static Arguments last(String name, Consumer<Scene> change) {
        return Arguments.of(name, change);
    }

    private static Scene masterSwap() {
        return Scene.running("old 1 master", "new 1 master", "data 2 data")
                .wants("new 1 master", "data 2 data")
                .marked("es-old-0", "")
                .says(a -> a.excluded("es-old-0").voters("es-new-0").master("es-new-0"));
    }

    @Test
    void oldMasterLeavesOnceTheNewOneElects() {
        assertThat(masterSwap().holds("es-old-0")).isEmpty();
        assertThat(masterSwap().sizes()).containsEntry("old", 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lastMasters")
    void lastMasterStaysWhen(String name, Consumer<Scene> change) {
        Scene scene = masterSwap();
        change.accept(scene);
        assertThat(scene.holds("es-old-0")).contains(NodeRule.LastMaster);
        assertThat(scene.sizes()).containsEntry("old", 1);
    }

    /** Which of them is the last is decided when their turn comes. */
    @Test
    void masterThatIsToGoLaterIsNotTheLastOne() {
        Scene scene = Scene.running("master 3 master", "data 2 data")
                .wants("master 1 master", "data 2 data")
                .wantsWith("update: {ignoreRules: [ReplacementsJoined]}")
                .away("es-master-0");
        assertThat(scene.holds("es-master-2")).contains(NodeRule.OneMasterAtATime);
        assertThat(scene.pod("es-master-1", p -> p.ready().leaving()).holds("es-master-2"))
                .as("the only other one goes right now")
                .contains(NodeRule.LastMaster);
    }

    @Test
    void masterStaysWhenTheOnlyOtherOneLosesItsVoteInThisPass() {
        Scene scene = Scene.running("a 1 master", "b 1 master", "new 1 master", "data 2 data")
                .wants("new 1 master", "data 2 data")
                .unlabelled("es-new-0")
                .away("es-new-0");
        assertThat(scene.marks()).containsOnlyKeys("es-a-0");
        assertThat(scene.holds("es-a-0")).contains(NodeRule.VoteWithdrawn);
        assertThat(scene.holds("es-b-0")).contains(NodeRule.LastMaster);
    }

    /** One mixed node becomes dedicated pools: the new master joins before the old one leaves. */
    @Test
    void replacementsJoinBeforeANodeBeginsToLeave() {
        Scene scene = Scene.running("old 2 data", MASTERS, "data 2 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("logs/0: es-old-0 es-old-1"));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-old-0", "es-old-1")));
        Scene missing = Scene.running("old 2 data", MASTERS, "data 2 data")
                .wants(MASTERS, "data 2 data")
                .away("es-data-1")
                .says(a -> a.shards("logs/0: es-old-0 es-old-1"));
        assertThat(missing.steps())
                .as("one of the old ones has to fill in")
                .containsExactly(new Drain(Set.of("es-old-1")));
        assertThat(missing.holds("es-old-0")).contains(NodeRule.ReplacementsJoined);
        assertThat(missing.node("es-old-0").message()).contains("1 of 2").contains("data");
    }

    static Stream<Arguments> notJoined() {
        return Stream.of(
                last("not in the cluster", s -> s.says(a -> a.without("es-data-1"))),
                last("not ready", s -> s.pod("es-data-1", p -> p.running())),
                last("listed in the pod before", s -> s.says(a -> a.inPod("es-data-1", "uid-of-the-pod-before"))),
                last("going", s -> s.pod("es-data-1", p -> p.ready().leaving())),
                last(
                        "made after Elasticsearch was heard",
                        s -> s.pod("es-data-1", p -> p.createdAt("2026-05-01T12:00:00Z")
                                .ready())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notJoined")
    void nodeStaysWhileTheOneThatTakesOverIs(String name, Consumer<Scene> change) {
        Scene scene = Scene.running(MASTERS, "data 3 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("logs/0: es-data-0 es-data-2"));
        change.accept(scene);
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ReplacementsJoined);
        assertThat(scene.steps()).isEmpty();
    }

    @Test
    void drainThatHasBegunGoesOnWhenAnotherNodeFails() {
        Scene scene = drained().away("es-data-1").says(a -> a.shards("logs/0: es-data-0 -"));
        assertThat(scene.holds("es-data-2")).isEmpty();
    }

    @Test
    void tierThatTakesOverCounts() {
        Scene scene = Scene.running(MASTERS, "old 2 data_hot,data_content", "data 2 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("logs/0: es-old-0 es-data-0"));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-old-0", "es-old-1")));
    }

    @Test
    void withoutSurgeAnOldNodeGoesBeforeTheNewOneComes() {
        Scene scene = Scene.running(MASTERS, "old 3 data")
                .wants(MASTERS, "data 3 data")
                .wantsWith("update: {maxSurge: 0}")
                .says(a -> a.shards("logs/0: es-old-0 es-old-1"));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-old-2")));
        assertThat(scene.holds("es-old-1")).contains(NodeRule.ReplacementsJoined);
        assertThat(scene.sizes()).containsEntry("data", 0).containsEntry("old", 3);
    }

    @Test
    void replacementsMayBeIgnored() {
        Scene scene = Scene.running(MASTERS, "data 3 data")
                .wants(MASTERS, "data 2 data")
                .wantsWith("update: {ignoreRules: [ReplacementsJoined]}")
                .away("es-data-1")
                .says(a -> a.shards("logs/0: es-data-0 es-data-2", "x/0: es-data-2"));
        assertThat(scene.holds("es-data-2")).isNotEqualTo(Optional.of(NodeRule.ReplacementsJoined));
    }

    /** ECK #9732, #8705: the restart of a node that was being drained replaced its removal. */
    @Test
    void nodeToBeRemovedIsNeverRestarted_eck9732() {
        Scene scene = Scene.running(MASTERS, "data 3 data")
                .wants(MASTERS, "data 2 data")
                .changed()
                .says(a -> a.shards("logs/0: es-data-2 es-data-1").draining("es-data-2"));
        assertThat(scene.node("es-data-2").intent()).isEqualTo(Intent.Remove);
        assertThat(scene.replaced()).doesNotContain("es-data-2");
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ShardsMoved);
    }
}
