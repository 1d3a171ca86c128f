package dev.shardwright.cluster.scale;

import static dev.shardwright.cluster.scale.Scaled.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.Problem;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When a pool gets another size, and when it does not. */
class AutoscalerTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String MANY_SHARDS = "shardsPerNode: 2";

    private static Arguments of(String name, Consumer<Scaled> change, String reason, int replicas, String storage) {
        return Arguments.of(name, change, reason, replicas, storage);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("sizes")
    void threeNodesOf1Gi(String name, Consumer<Scaled> change, String reason, int replicas, String storage) {
        Scaled scaled = Scaled.three();
        change.accept(scaled);
        AutoscalingStatus entry = scaled.decide();
        assertThat(entry.reason()).as(entry.message()).isEqualTo(reason);
        assertThat(entry.replicas()).isEqualTo(replicas);
        assertThat(entry.storage()).isEqualTo(storage);
    }

    static Stream<Arguments> sizes() {
        return Stream.concat(up(), down());
    }

    private static Stream<Arguments> up() {
        return Stream.of(
                of("at the target", s -> s.full(75, 75, 75), "Steady", 3, "1Gi"),
                of("above the target", s -> s.full(76, 76, 76), "ScaledUp", 4, "1Gi"),
                of("one node alone is full", s -> s.full(95, 40, 40), "Steady", 3, "1Gi"),
                of("another target", s -> s.with("diskPercent: 50").full(60, 60, 60), "ScaledUp", 4, "1Gi"),
                of("volumes may grow", s -> s.with("maxStorage: 9Gi").full(80, 80, 80), "StorageGrown", 3, "2Gi"),
                of(
                        "growth ends at the bound",
                        s -> s.with("maxStorage: 1500Mi").full(80, 80, 80),
                        "StorageGrown",
                        3,
                        "1500Mi"),
                of(
                        "volumes are as large as they may be",
                        s -> s.with("maxStorage: 1Gi").full(80, 80, 80),
                        "ScaledUp",
                        4,
                        "1Gi"),
                of(
                        "volumes have not grown to the last size",
                        s -> s.with("maxStorage: 9Gi")
                                .recorded("data", 3, "2Gi")
                                .capacity("es-data-0", "2Gi")
                                .full(80, 80, 80),
                        "ScaledUp",
                        4,
                        "2Gi"),
                of(
                        "shards above the target",
                        s -> s.with(MANY_SHARDS).says(a -> a.shards(sevenCopies())),
                        "ScaledUp",
                        4,
                        "1Gi"),
                of(
                        "shards at the target",
                        s -> s.with("shardsPerNode: 3").says(a -> a.shards(nineCopies())),
                        "Steady",
                        3,
                        "1Gi"),
                of(
                        "larger volumes do not help against shards",
                        s -> s.with(MANY_SHARDS + ", maxStorage: 9Gi").says(a -> a.shards(sevenCopies())),
                        "ScaledUp",
                        4,
                        "1Gi"),
                of(
                        "the last change was a moment ago",
                        s -> s.recorded(entry("data", 3, "1Gi", Duration.ofMinutes(4), null))
                                .full(80, 80, 80),
                        "CoolingDown",
                        3,
                        "1Gi"),
                of(
                        "the last change was long ago",
                        s -> s.recorded(entry("data", 3, "1Gi", Duration.ofMinutes(5), null))
                                .full(80, 80, 80),
                        "ScaledUp",
                        4,
                        "1Gi"),
                of(
                        "another cooldown",
                        s -> s.with("scaleUpCooldown: 1h")
                                .recorded(entry("data", 3, "1Gi", Duration.ofMinutes(59), null))
                                .full(80, 80, 80),
                        "CoolingDown",
                        3,
                        "1Gi"),
                of(
                        "nobody knows when the last change was",
                        s -> s.unrecorded().full(80, 80, 80),
                        "CoolingDown",
                        3,
                        "1Gi"),
                of(
                        "no more nodes",
                        s -> s.targets("data", "minReplicas: 1, maxReplicas: 3").full(80, 80, 80),
                        "AtMaximum",
                        3,
                        "1Gi"),
                of(
                        "only volumes grow",
                        s -> s.targets("data", "minReplicas: 3, maxReplicas: 3, maxStorage: 2Gi")
                                .full(80, 80, 80),
                        "StorageGrown",
                        3,
                        "2Gi"),
                // A full disk makes a cluster yellow, and then nothing restarts: that must not keep help away.
                of(
                        "a replica finds no place",
                        s -> s.says(a -> a.health(ClusterHealth.Status.YELLOW)).full(95, 95, 95),
                        "ScaledUp",
                        4,
                        "1Gi"),
                of(
                        "a restart waits for green",
                        s -> s.scene(x -> x.changed())
                                .says(a -> a.health(ClusterHealth.Status.YELLOW))
                                .full(95, 95, 95),
                        "ScaledUp",
                        4,
                        "1Gi"));
    }

    private static Consumer<Scaled> low(Consumer<Scaled> change) {
        return s -> change.accept(s.recorded(entry("data", 3, "1Gi", DAY, Duration.ofHours(1))));
    }

    private static Stream<Arguments> down() {
        return Stream.of(
                of("low for an hour", low(s -> {}), "ScaledDown", 2, "1Gi"),
                of(
                        "low for less",
                        s -> s.recorded(entry("data", 3, "1Gi", DAY, Duration.ofMinutes(59))),
                        "ShrinkPending",
                        3,
                        "1Gi"),
                of("low for the first time", s -> {}, "ShrinkPending", 3, "1Gi"),
                of(
                        "another cooldown",
                        s -> s.with("scaleDownCooldown: 2h")
                                .recorded(entry("data", 3, "1Gi", DAY, Duration.ofMinutes(90))),
                        "ShrinkPending",
                        3,
                        "1Gi"),
                of("no fewer nodes", low(s -> s.targets("data", "minReplicas: 3, maxReplicas: 5")), "Steady", 3, "1Gi"),
                of("the others would be near the target", low(s -> s.full(61, 61, 5)), "Steady", 3, "1Gi"),
                of(
                        "the others would have many shards",
                        low(s -> s.with("shardsPerNode: 5").says(a -> a.shards(nineCopies()))),
                        "Steady",
                        3,
                        "1Gi"),
                of(
                        "the others would have room for the shards",
                        low(s -> s.with("shardsPerNode: 6").says(a -> a.shards(nineCopies()))),
                        "ScaledDown",
                        2,
                        "1Gi"),
                of(
                        "the size of a shard is not known",
                        low(s -> s.says(a -> a.shards("logs/0: es-data-2").unknownSizes())),
                        "Steady",
                        3,
                        "1Gi"),
                of(
                        "not green",
                        low(s -> s.says(a -> a.health(ClusterHealth.Status.YELLOW))),
                        "ClusterNotGreen",
                        3,
                        "1Gi"),
                of(
                        "a shard moves",
                        low(s -> s.says(a -> a.shards("logs/0: es-data-0>es-data-1"))),
                        "ClusterNotGreen",
                        3,
                        "1Gi"),
                of(
                        "a shard recovers",
                        low(s -> s.says(a -> a.shards("logs/0: es-data-0 ~es-data-1"))),
                        "ClusterNotGreen",
                        3,
                        "1Gi"),
                of(
                        "each node has to hold a copy",
                        low(s -> s.says(a -> a.shards("logs/0: es-data-0 es-data-1 es-data-2"))),
                        "CannotShrink",
                        3,
                        "1Gi"),
                of(
                        "an index is bound to the last node",
                        low(s -> s.says(
                                a -> a.shards("logs/0: es-data-2").indexSetting("logs", "require._name", "es-data-2"))),
                        "CannotShrink",
                        3,
                        "1Gi"),
                of(
                        "somebody has stopped allocation",
                        low(s -> s.says(a -> a.shards("logs/0: es-data-2").setting("enable", "none"))),
                        "CannotShrink",
                        3,
                        "1Gi"),
                of(
                        "rules are out of force",
                        low(s -> s.scene(x -> x.with("update: {ignoreRules: [DrainCanEnd]}"))
                                .says(a -> a.shards("logs/0: es-data-0 es-data-1 es-data-2"))),
                        "CannotShrink",
                        3,
                        "1Gi"),
                of("something else changes", low(s -> s.scene(x -> x.changed())), "Changing", 3, "1Gi"));
    }

    private static String[] sevenCopies() {
        return new String[] {
            "a/0: es-data-0 es-data-1 es-data-2", "b/0: es-data-0 es-data-1 es-data-2", "c/0: es-data-0"
        };
    }

    private static String[] nineCopies() {
        return new String[] {
            "a/0: es-data-0 es-data-1",
            "b/0: es-data-1 es-data-2",
            "c/0: es-data-2 es-data-0",
            "d/0: es-data-0 es-data-1",
            "e/0: es-data-2"
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknowns")
    void unknownReadingDecidesNothing(String name, Consumer<Scaled> change) {
        for (int full : new int[] {1, 99}) {
            Scaled scaled = Scaled.three()
                    .recorded(entry("data", 3, "1Gi", DAY, DAY))
                    .with("maxStorage: 9Gi, " + MANY_SHARDS)
                    .full(full, full, full);
            change.accept(scaled);
            AutoscalingStatus entry = scaled.decide();
            assertThat(entry.replicas()).isEqualTo(3);
            assertThat(entry.storage()).isEqualTo("1Gi");
            assertThat(entry.reason()).isEqualTo("Unknown");
            assertThat(entry.lowSince()).as("low must be seen anew").isNull();
            assertThat(entry.diskPercent()).isNull();
        }
    }

    static Stream<Arguments> unknowns() {
        Stream<Arguments> disks = Stream.of(
                Arguments.of("a disk is not told", (Consumer<Scaled>) s -> s.says(a -> a.unknownDisk("es-data-1"))),
                Arguments.of("a disk of no size", (Consumer<Scaled>) s -> s.says(a -> a.disk("es-data-1", 0, 0))),
                Arguments.of("more free than there is", (Consumer<Scaled>) s -> s.says(a -> a.disk("es-data-1", 5, 6))),
                Arguments.of(
                        "less than nothing free", (Consumer<Scaled>) s -> s.says(a -> a.disk("es-data-1", 5, -1))));
        // Half a minute of failures: no blip any more.
        Stream<Arguments> failures = Stream.of(Problem.values())
                .map(p -> Arguments.of(p.name(), (Consumer<Scaled>) s -> s.scene(x -> x.facts(Fixtures.trouble(p)))));
        return Stream.concat(disks, failures);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void withoutANewReadingWhatWasSaidStands(String name, Consumer<Scaled> change) {
        AutoscalingStatus before = entry("data", 3, "1Gi", DAY, DAY);
        Scaled scaled = Scaled.three().recorded(before).full(99, 99, 99);
        change.accept(scaled);
        assertThat(scaled.decide()).isEqualTo(before);
        assertThat(scaled.unrecorded().decide())
                .returns("Unknown", AutoscalingStatus::reason)
                .returns(3, AutoscalingStatus::replicas);
    }

    static Stream<Arguments> silences() {
        return Stream.of(
                Arguments.of("not read just now", (Consumer<Scaled>) s -> s.says(a -> a.detailsAge(null))),
                Arguments.of("read half a minute ago", (Consumer<Scaled>)
                        s -> s.says(a -> a.detailsAge(Duration.ofSeconds(30)))),
                Arguments.of(
                        "heard half a minute ago", (Consumer<Scaled>) s -> s.says(a -> a.age(Duration.ofSeconds(30)))),
                Arguments.of("no master", (Consumer<Scaled>) s -> s.says(a -> a.master(null))),
                Arguments.of("one failed poll", (Consumer<Scaled>) s -> s.scene(x -> x.failing(Problem.TIMED_OUT))));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("restless")
    void restlessClusterKeepsItsSizes(String name, Consumer<Scaled> change, String reason) {
        Scaled scaled = Scaled.three()
                .recorded(entry("data", 3, "1Gi", DAY, DAY))
                .with("maxStorage: 9Gi")
                .full(99, 99, 99);
        change.accept(scaled);
        assertThat(scaled.decide())
                .returns(3, AutoscalingStatus::replicas)
                .returns("1Gi", AutoscalingStatus::storage)
                .returns(reason, AutoscalingStatus::reason)
                .returns(null, AutoscalingStatus::lowSince);
    }

    static Stream<Arguments> restless() {
        return Stream.of(
                restless("paused", s -> s.scene(x -> x.with("paused: true")), "Suspended"),
                restless("hibernating", s -> s.scene(x -> x.wantsWith("hibernate: true")), "Suspended"),
                restless(
                        "stalled",
                        s -> s.scene(x -> x.wantsWith("auth: {roles: [{secretName: missing}]}")),
                        "Suspended"),
                restless("a node is away", s -> s.scene(x -> x.away("es-data-2")), "Changing"),
                restless("a node starts", s -> s.scene(x -> x.pod("es-data-2", p -> p.running())), "Changing"),
                restless("a node comes", s -> s.scene(x -> x.size("data", 2).away("es-data-2")), "Changing"));
    }

    private static Arguments restless(String name, Consumer<Scaled> change, String reason) {
        return Arguments.of(name, change, reason);
    }

    @Test
    void clusterThatFormsIsLeftAlone() {
        Scaled scaled = Scaled.three().scene(s -> s.forming());
        assertThat(scaled.decide())
                .returns("Suspended", AutoscalingStatus::reason)
                .returns(3, AutoscalingStatus::replicas);
        assertThat(Autoscaler.needsReadings(scaled.sized(), scaled.plan())).isFalse();
        assertThat(Autoscaler.needsReadings(
                        Scaled.three().sized(), Scaled.three().plan()))
                .isTrue();
    }

    /** The figures of a living cluster change all the time: they alone are no reason to write. */
    @Test
    void figuresAloneAreNotNews() {
        AutoscalingStatus steady = entry("data", 3, "1Gi", DAY, null);
        assertThat(Scaled.three().recorded(steady).full(61, 61, 61).decide()).isEqualTo(steady);
        assertThat(Scaled.three().recorded(steady).full(66, 66, 66).decide()).isEqualTo(steady);
        AutoscalingStatus pending = Scaled.three().full(1, 1, 1).decide();
        assertThat(Scaled.three().recorded(pending).full(2, 2, 2).decide()).isEqualTo(pending);
    }

    @Test
    void changeIsToldWithWhatWasSeenUntilTheNodeIsThere() {
        AutoscalingStatus decided = Scaled.three()
                .with(MANY_SHARDS)
                .full(80, 80, 80)
                .says(a -> a.shards(sevenCopies()))
                .decide();
        assertThat(decided)
                .isEqualTo(new AutoscalingStatus(
                        "data",
                        4,
                        "1Gi",
                        "ScaledUp",
                        "3 -> 4 nodes: disks are 80 % full, target 75 %; 3 shards per node, target 2",
                        Fixtures.NOW.toString(),
                        null,
                        80,
                        3));
        assertThat(Scaled.three().recorded(decided).full(80, 80, 80).decide()).isEqualTo(decided);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("maxima")
    void reachedBoundsAreNamed(String targets, String message) {
        assertThat(Scaled.three()
                        .targets("data", "minReplicas: 3, maxReplicas: 3, " + targets)
                        .capacity("es-data-0", "512Mi")
                        .full(80, 80, 80)
                        .says(a -> a.shards(nineCopies()))
                        .decide())
                .returns("AtMaximum", AutoscalingStatus::reason)
                .satisfies(e -> assertThat(e.message()).contains(message));
    }

    static Stream<Arguments> maxima() {
        return Stream.of(
                Arguments.of("diskPercent: 70", "maxReplicas 3 is reached and volumes may not grow (no maxStorage)"),
                Arguments.of("maxStorage: 1Gi", "maxReplicas 3 is reached and maxStorage 1Gi is reached"),
                Arguments.of("maxStorage: 2Gi", "maxReplicas 3 is reached and volumes have not grown to 1Gi yet"),
                Arguments.of("diskPercent: 90, shardsPerNode: 2", "shards are above the target, and maxReplicas 3"));
    }

    @Test
    void boundsThatMoveAreFollowedAtOnceAndAreAChange() {
        AutoscalingStatus recent = entry("data", 3, "1Gi", Duration.ofSeconds(10), null);
        assertThat(Scaled.three()
                        .recorded(recent)
                        .targets("data", "minReplicas: 4, maxReplicas: 5")
                        .says(a -> a.detailsAge(null))
                        .decide())
                .returns(4, AutoscalingStatus::replicas)
                .returns("ScaledUp", AutoscalingStatus::reason)
                .returns("3 -> 4 nodes: minReplicas was raised", AutoscalingStatus::message)
                .returns(Fixtures.NOW.toString(), AutoscalingStatus::lastScaleTime);
        assertThat(Scaled.three()
                        .recorded(recent)
                        .targets("data", "minReplicas: 1, maxReplicas: 2")
                        .decide())
                .returns(2, AutoscalingStatus::replicas)
                .returns("ScaledDown", AutoscalingStatus::reason);
        assertThat(Scaled.three()
                        .recorded(recent)
                        .scene(s -> s.with("paused: true"))
                        .targets("data", "minReplicas: 1, maxReplicas: 2")
                        .decide())
                .as("nothing is recorded that is not followed")
                .returns(3, AutoscalingStatus::replicas);
    }

    @Test
    void onePoolShrinksAtATime() {
        Scaled two = Scaled.running("master 3 master", "data 3 data", "warm 3 data_warm")
                .targets("warm", "minReplicas: 1, maxReplicas: 5")
                .recorded(entry("data", 3, "1Gi", DAY, DAY))
                .recorded(entry("warm", 3, "1Gi", DAY, DAY));
        assertThat(two.decideAll())
                .extracting(AutoscalingStatus::pool, AutoscalingStatus::replicas, AutoscalingStatus::reason)
                .containsExactly(tuple("data", 2, "ScaledDown"), tuple("warm", 3, "Changing"));
    }

    @Test
    void poolsThatDoNotScaleAreNotTold() {
        assertThat(Scaled.three().decideAll())
                .extracting(AutoscalingStatus::pool)
                .isEqualTo(List.of("data"));
    }
}
