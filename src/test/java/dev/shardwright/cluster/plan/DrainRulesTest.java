package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.Shards;
import dev.shardwright.elasticsearch.ElasticsearchStep.Drain;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A drain begins only if it can end. */
class DrainRulesTest {
    private static final String MASTERS = "master 3 master";
    private static final long GIB = 1L << 30;

    /** es-data-2 is to go, with a copy on it. */
    private static Scene scene() {
        return Scene.running(MASTERS, "data 3 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("logs/0: es-data-0 es-data-2"));
    }

    static Stream<Arguments> possible() {
        return Stream.of(
                change("there is room", s -> {}),
                change(
                        "an administrator's filter names another node",
                        s -> s.says(a -> a.setting("exclude._name", "other"))),
                change(
                        "the index asks for a node that stays",
                        s -> s.says(a -> a.indexSetting("logs", "require._name", "es-data-*"))),
                change(
                        "the index prefers a tier of nodes with the role data",
                        s -> s.says(a -> a.indexSetting("logs", "include._tier_preference", "data_warm,data_hot"))),
                change(
                        "replicas follow the number of nodes",
                        s -> s.says(a -> a.shards("logs/0: es-data-0 es-data-1 es-data-2")
                                .autoExpands("logs"))),
                change(
                        "disks do not count",
                        s -> s.says(a -> a.setting("disk.threshold_enabled", "false")
                                .unknownSizes()
                                .unknownDisk("es-data-1"))),
                change("the watermark is in bytes", s -> s.says(a -> a.setting("disk.watermark.low", "10gb"))),
                change("the watermark is a share", s -> s.says(a -> a.setting("disk.watermark.low", "0.85"))),
                change(
                        "headroom frees a nearly full disk",
                        s -> s.says(a -> a.setting("disk.watermark.low.max_headroom", "1gb")
                                .disk("es-data-1", 100 * GIB, 2 * GIB))),
                change("another address is excluded", s -> s.pod(
                                "es-data-0", p -> p.ip("10.0.0.1").ready())
                        .pod("es-data-1", p -> p.ip("10.0.0.2").ready())
                        .says(a -> a.setting("exclude._ip", "10.0.9.*"))),
                change("another id is excluded", s -> s.says(a -> a.setting("exclude._id", "id-of-nobody"))),
                change(
                        "each node may take as many shards as there are",
                        s -> s.says(a -> a.indexSetting("logs", "total_shards_per_node", "1")
                                .setting("total_shards_per_node", "-1"))),
                change("nothing is on the node", s -> s.says(a -> a.shards("logs/0: es-data-0 es-data-1"))));
    }

    private static Arguments change(String name, Consumer<Scene> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("possible")
    void drainBeginsWhen(String name, Consumer<Scene> change) {
        Scene scene = scene();
        change.accept(scene);
        assertThat(scene.node("es-data-2").message()).doesNotContain("forbid");
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ShardsMoved);
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-data-2")));
    }

    /** What would have kept the drain from beginning, had it been so then, is said when it comes later. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void drainThatStandsStillSaysThat(String name, String words, Consumer<Scene> change) {
        Scene scene = scene().says(a -> a.draining("es-data-2"));
        change.accept(scene);
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ShardsMoved);
        assertThat(scene.node("es-data-2").message()).contains(" left (", "none of them moves: ", words);
    }

    @Test
    void drainThatStandsStillForNoKnownReasonSaysWhereToLook() {
        Scene scene = scene().says(a -> a.draining("es-data-2"));
        assertThat(scene.node("es-data-2").message())
                .contains("1 left (logs[0]); none of them moves at the moment (see GET _cluster/allocation/explain)");
    }

    @Test
    void drainThatRunsOnlySaysWhatIsLeft() {
        Scene scene = scene().says(a -> a.shards("logs/0: es-data-0 es-data-2>es-data-1", "logs/1: es-data-2 es-data-0")
                .draining("es-data-2")
                .setting("enable", "none"));
        assertThat(scene.node("es-data-2").message())
                .contains("2 left (logs[0], logs[1])")
                .doesNotContain("none of them moves");
        assertThat(scene().node("es-data-2").message())
                .as("it has only just been asked to")
                .doesNotContain("none of them moves");
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                never(
                        "a replica that has no node yet takes the place",
                        "logs has 2 replicas, and only 2 of the nodes that stay may hold it",
                        s -> s.says(a -> a.shards("logs/0: es-data-2 es-data-0 -"))),
                never("allocation is off", "somebody set it", s -> s.says(a -> a.setting("enable", "none"))),
                never(
                        "only primaries may be allocated",
                        "is primaries",
                        s -> s.says(a -> a.setting("enable", "primaries"))),
                never(
                        "it is not known whether shards may move",
                        "is unknown",
                        s -> s.says(a -> a.setting("enable", null))),
                never(
                        "the index may not be allocated",
                        "index.routing.allocation.enable is none",
                        s -> s.says(a -> a.indexSetting("logs", "enable", "none"))),
                never("the index's settings are unknown", "not known", s -> s.says(a -> a.unknownIndex("logs"))),
                never(
                        "there are more copies than nodes",
                        "lower index.number_of_replicas",
                        s -> s.says(a -> a.shards("logs/0: es-data-0 es-data-1 es-data-2"))),
                never(
                        "the index excludes who stays",
                        "filters",
                        s -> s.says(a -> a.indexSetting("logs", "exclude._name", "es-data-0, es-data-1"))),
                never(
                        "the cluster excludes who stays",
                        "filters",
                        s -> s.says(a -> a.setting("exclude._name", "es-data-0,es-data-1"))),
                never(
                        "the cluster excludes one of two who stay",
                        "only 1",
                        s -> s.says(a -> a.setting("exclude._name", "es-data-1"))),
                never(
                        "the index asks for the node that goes",
                        "filters",
                        s -> s.says(a -> a.indexSetting("logs", "require._name", "es-data-2"))),
                never(
                        "the index asks for an attribute that is not known",
                        "filters",
                        s -> s.says(a -> a.indexSetting("logs", "require.box", "big"))),
                never(
                        "the cluster asks for an attribute that is not known",
                        "filters",
                        s -> s.says(a -> a.setting("include.rack", "r1"))),
                never(
                        "the cluster excludes an attribute that is not known",
                        "filters",
                        s -> s.says(a -> a.setting("exclude.rack", "r1"))),
                never("the cluster excludes the addresses of all who stay", "filters", s -> s.pod(
                                "es-data-0", p -> p.ip("10.0.0.1").ready())
                        .pod("es-data-1", p -> p.ip("10.0.0.2").ready())
                        .says(a -> a.setting("exclude._ip", "10.0.0.*"))),
                never(
                        "an address is excluded and none is known",
                        "filters",
                        s -> s.says(a -> a.setting("exclude._ip", "10.0.0.1"))),
                never(
                        "the index excludes the ids of all who stay",
                        "filters",
                        s -> s.says(a -> a.indexSetting("logs", "exclude._id", "id-es-data-0,id-es-data-1"))),
                never(
                        "each node takes one shard of the index",
                        "total_shards_per_node of index logs",
                        s -> s.says(a -> a.shards("logs/0: es-data-2", "logs/1: es-data-0", "logs/2: es-data-1")
                                .indexSetting("logs", "total_shards_per_node", "1"))),
                never(
                        "each node takes one shard",
                        "cluster.routing.allocation.total_shards_per_node",
                        s -> s.says(a -> a.shards("a/0: es-data-2", "b/0: es-data-0", "c/0: es-data-1")
                                .setting("total_shards_per_node", "1"))),
                never("a disk is unknown", "not known", s -> s.says(a -> a.unknownDisk("es-data-1"))),
                never("the watermark is unknown", "not known", s -> s.says(a -> a.setting("disk.watermark.low", null))),
                never(
                        "the watermark cannot be read",
                        "not known",
                        s -> s.says(a -> a.setting("disk.watermark.low", "plenty"))),
                never("a size is unknown", "size", s -> s.says(a -> a.unknownSizes())),
                never(
                        "the disks are full",
                        "storage.size",
                        s -> s.says(a ->
                                a.disk("es-data-1", GIB, Shards.SIZE / 2).disk("es-data-0", GIB, Shards.SIZE / 2))),
                never(
                        "the disk is below the watermark only",
                        "below the low watermark",
                        s -> s.says(
                                a -> a.disk("es-data-1", 100 * GIB, 15 * GIB).disk("es-data-0", 100 * GIB, 15 * GIB))),
                never(
                        "there is room for one of two",
                        "no room for",
                        s -> s.says(a -> a.shards("logs/0: es-data-2 es-data-0", "logs/1: es-data-2 es-data-0")
                                .disk("es-data-1", 100 * GIB, 15 * GIB + Shards.SIZE * 3 / 2))),
                never(
                        "nobody else has the tier",
                        "tier preference",
                        s -> s.says(a -> a.node("es-data-0", "8.19.21", List.of("data_hot"))
                                .node("es-data-1", "8.19.21", List.of("data_hot"))
                                .indexSetting("logs", "include._tier_preference", "data_cold"))),
                // es-data-2 is warm as long as it is there, and warm comes before hot.
                never(
                        "the last node of the preferred tier goes",
                        "tier preference",
                        s -> s.says(a -> a.node("es-data-0", "8.19.21", List.of("data_hot"))
                                .node("es-data-1", "8.19.21", List.of("data_hot"))
                                .node("es-data-2", "8.19.21", List.of("data_warm"))
                                .shards("logs/0: es-data-2")
                                .indexSetting("logs", "include._tier_preference", "data_warm,data_hot"))));
    }

    private static Arguments never(String name, String says, Consumer<Scene> change) {
        return Arguments.of(name, says, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void drainDoesNotBeginWhen(String name, String says, Consumer<Scene> change) {
        Scene scene = scene();
        change.accept(scene.wantsWith("update: {ignoreRules: [ReplacementsJoined]}"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.DrainCanEnd);
        assertThat(scene.node("es-data-2").message()).contains(says);
        assertThat(scene.steps()).isEmpty();
        assertThat(scene.sizes()).containsEntry("data", 3);
    }

    @Test
    void nodesThatGoTogetherNeedRoomTogether() {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.shards("a/0: es-data-3 es-data-0", "b/0: es-data-2 es-data-0")
                        .disk("es-data-1", 100 * GIB, 15 * GIB + Shards.SIZE * 3 / 2)
                        .disk("es-data-0", 100 * GIB, 15 * GIB));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-data-3")));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.DrainCanEnd);
    }

    @Test
    void drainThatHasBegunIsNotJudgedAgain() {
        Scene scene = scene().says(a -> a.draining("es-data-2").setting("enable", "none"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ShardsMoved);
        assertThat(scene.steps()).isEmpty();
    }

    /** An index that was made meanwhile, or a copy that is on that very volume. */
    @Test
    void drainEndsWhenAPrimaryHasNowhereElseToBe() {
        Scene scene = scene().says(a -> a.draining("es-data-2").shards("logs/0: -"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.NoCopyMissing);
        assertThat(scene.steps()).containsExactly(new Drain(Set.of()));
    }

    @Test
    void drainThatCannotEndMayBeBegunAllTheSame() {
        Scene scene = scene().wantsWith("update: {ignoreRules: [DrainCanEnd]}").says(a -> a.setting("enable", "none"));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-data-2")));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.ShardsMoved);
    }

    @Test
    void zoneFilterIsKnown() {
        Scene scene = scene().zone("es-data-0", "a")
                .zone("es-data-1", "b")
                .zone("es-data-2", "b")
                .says(a -> a.shards("logs/0: es-data-2").indexSetting("logs", "require.zone", "b"));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-data-2")));
        scene.says(a -> a.indexSetting("logs", "require.zone", "c"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.DrainCanEnd);
    }

    /** Spec reverted in the middle: the node takes shards again. */
    @Test
    void revertedDrainIsTakenBack() {
        Scene scene = Scene.running(MASTERS, "data 3 data")
                .says(a -> a.shards("logs/0: es-data-0 es-data-2").draining("es-data-2"));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of()));
        assertThat(scene.plan().isSettled()).isFalse();
    }

    @Test
    void halfOfADrainIsTakenBack() {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .wants(MASTERS, "data 3 data")
                .says(a -> a.shards("logs/0: es-data-3 es-data-2").draining("es-data-2", "es-data-3"));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of("es-data-3")));
    }

    @Test
    void filterOfANodeThatIsGoneIsTakenBack() {
        Scene scene = Scene.running(MASTERS, "data 2 data").says(a -> a.draining("es-data-2"));
        assertThat(scene.steps()).containsExactly(new Drain(Set.of()));
    }

    @Test
    void filterOfANodeThatTheClusterStillListsStays() {
        Scene scene = Scene.running(MASTERS, "data 2 data")
                .says(a -> a.draining("es-data-2").node("es-data-2", "8.19.21", List.of("data")));
        assertThat(scene.steps()).isEmpty();
    }

    @Test
    void drainGoesOnThoughARuleHasComeToObject() {
        Scene scene = Scene.running(MASTERS, "data 4 data")
                .wants(MASTERS, "data 2 data")
                .pod("es-data-3", p -> p.runningSince("2026-05-01T11:59:00Z"))
                .says(a -> a.without("es-data-3").draining("es-data-2"));
        assertThat(scene.holds("es-data-2")).contains(NodeRule.HighestFirst);
        assertThat(scene.steps()).isEmpty();
    }

    /** OpenSearch operator: the administrator's own exclusion was cleaned away with the operator's. */
    @ParameterizedTest
    @ValueSource(strings = {"exclude._name", "exclude._ip", "exclude._host", "require.zone"})
    void administratorsFilterIsLeftAlone(String key) {
        Scene done = Scene.running(MASTERS, "data 2 data").says(a -> a.setting(key, "somewhere"));
        assertThat(done.steps()).isEmpty();
        Scene reverted = Scene.running(MASTERS, "data 2 data")
                .says(a -> a.setting(key, "somewhere").draining("es-data-1"));
        assertThat(reverted.steps()).containsExactly(new Drain(Set.of()));
    }

    @Test
    void withoutFactsNoFilterIsTouched() {
        Scene scene = Scene.running(MASTERS, "data 2 data")
                .says(a -> a.draining("es-data-1").detailsAge(null));
        assertThat(scene.steps()).isEmpty();
        assertThat(scene.plan().nothingLeftBehind()).isFalse();
    }
}
