package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.Answer;
import dev.shardwright.cluster.Scene;
import dev.shardwright.elasticsearch.ClusterHealth.Status;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Green, or a yellow that no waiting mends. */
class HealthRuleTest {
    private static final String MASTERS = "master 3 master";

    private static Scene threeDataNodes() {
        return Scene.running(MASTERS, "data 3 data").changed();
    }

    /** es-data-1 runs the new version, es-data-0 is to. */
    private static Scene halfUpgraded() {
        return Scene.running(MASTERS, "data 2 data")
                .version("8.19.4", "8.19.21")
                .current("es-data-1")
                .says(a -> a.version("es-data-1", "8.19.21").health(Status.YELLOW));
    }

    static Stream<Arguments> well() {
        return Stream.of(
                health("all copies are started", threeDataNodes(), a -> a.shards("logs/0: es-data-0 es-data-1")),
                health("there are no indices", threeDataNodes(), a -> a.shards()),
                health("more copies are wanted than there are nodes", threeDataNodes(), a -> a.shards(
                                "logs/0: es-data-0 es-data-1 es-data-2 -")
                        .health(Status.YELLOW)),
                health(
                        "only nodes of an older version have no copy",
                        halfUpgraded(),
                        a -> a.shards("logs/0: es-data-1 -", "x/0: es-data-0 es-data-1")),
                health("only nodes of other tiers have no copy", coldAndHot(), a -> a.shards("logs/0: es-hot-0 -")
                        .indexSetting("logs", "include._tier_preference", "data_hot")));
    }

    private static Scene coldAndHot() {
        return Scene.running(MASTERS, "cold 2 data_cold", "hot 1 data_hot,data_content")
                .changed();
    }

    @Test
    void nodeOfTheIndexsTierCouldTakeItsReplica() {
        Scene scene = coldAndHot().says(a -> a.shards("logs/0: es-hot-0 -")
                .indexSetting("logs", "include._tier_preference", "data_cold,data_hot"));
        assertThat(scene.holds("es-cold-1")).contains(NodeRule.HealthAllows);
    }

    private static Arguments health(String name, Scene scene, Consumer<Answer> answer) {
        return Arguments.of(name, scene.says(answer));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("well")
    void restartIsAllowedWhen(String name, Scene scene) {
        assertThat(scene.replaced()).hasSize(1);
    }

    static Stream<Arguments> unwell() {
        return Stream.of(
                health("a primary is unassigned", threeDataNodes(), a -> a.shards("logs/0: - -")),
                health("a primary recovers", threeDataNodes(), a -> a.shards("logs/0: ~es-data-0")),
                health("a replica recovers anywhere", threeDataNodes(), a -> a.shards("logs/0: es-data-0 ~es-data-2")),
                health("a replica could be assigned", threeDataNodes(), a -> a.shards("logs/0: es-data-0 -")),
                health(
                        "one of two missing replicas could be assigned",
                        threeDataNodes(),
                        a -> a.shards("logs/0: es-data-0 - -")),
                health("replicas may not be allocated", threeDataNodes(), a -> a.shards("logs/0: es-data-0 -")
                        .setting("enable", "primaries")),
                health("the replica's index is unknown", threeDataNodes(), a -> a.shards("logs/0: es-data-0 -")
                        .unknownIndex("logs")),
                health("health was red though no primary is missing", threeDataNodes(), a -> a.shards(
                                "logs/0: es-data-0 es-data-1")
                        .health(Status.RED)),
                health(
                        "a node of the new version has no copy",
                        Scene.running(MASTERS, "data 3 data")
                                .version("8.19.4", "8.19.21")
                                .current("es-data-1", "es-data-2"),
                        a -> a.version("es-data-1", "8.19.21")
                                .version("es-data-2", "8.19.21")
                                .shards("logs/0: es-data-1 -")),
                health("the free node does not say its version", halfUpgraded(), a -> a.version("es-data-0", null)
                        .shards("logs/0: es-data-1 -")),
                health("the primary's node does not say its version", halfUpgraded(), a -> a.version("es-data-1", null)
                        .shards("logs/0: es-data-1 -")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unwell")
    void restartWaitsWhen(String name, Scene scene) {
        assertThat(scene.replaced()).isEmpty();
        assertThat(scene.plan().nodes())
                .filteredOn(n -> n.pool().equals("data") && n.blockedBy().isPresent())
                .isNotEmpty()
                .allSatisfy(n -> assertThat(n.blockedBy()).contains(NodeRule.HealthAllows));
    }

    /** Issue: upgrade blocked by a red index says which rule and which index; an explicit override proceeds. */
    @Test
    void redIndexIsNamedAndMayBeIgnored() {
        Scene red = threeDataNodes().says(a -> a.shards("broken/3: -", "logs/0: es-data-0 es-data-1"));
        assertThat(red.node("es-data-2").message())
                .contains("broken[3]")
                .contains("red")
                .contains("update.ignoreRules: [HealthAllows]");
        assertThat(red.wantsWith("update: {ignoreRules: [HealthAllows]}").replaced())
                .containsExactly("es-data-2");
    }

    /** #779, #1424: upgrades hung for ever on a yellow that could not turn green. */
    @Test
    void upgradeEndsThoughReplicasCannotGoBack_opensearch779() {
        Scene scene = halfUpgraded().says(a -> a.shards("logs/0: es-data-1 -"));
        assertThat(scene.replaced()).containsExactly("es-data-0");
    }

    /** #977: disk full, yellow, and the resize that would have helped was blocked by the green gate. */
    @Test
    void volumesGrowWhateverTheHealth_opensearch977() {
        Scene scene = Scene.running(MASTERS, "data 2 data")
                .says(a -> a.shards("logs/0: es-data-0 -").health(Status.YELLOW));
        assertThat(scene.grown("data", "3Gi")).contains("es-data-0", "es-data-1");
    }
}
