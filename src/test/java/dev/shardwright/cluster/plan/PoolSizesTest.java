package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.support.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many nodes each pool may have now: surge, sleep, dropped pools, and masters that are kept back. */
class PoolSizesTest {
    private static final String MASTERS = "master 3 master";
    private static final String DATA = "data 2 data";

    @Test
    void scalingUpNeedsNoElasticsearchAndHasNoSteps() {
        Scene scene = Scene.running(MASTERS, DATA).wants(MASTERS, "data 5 data").facts(ElasticsearchFacts.NONE);
        assertThat(scene.sizes()).containsEntry("data", 5);
        assertThat(scene.free(Intent.Create)).containsExactly("es-data-2", "es-data-3", "es-data-4");
    }

    @ParameterizedTest(name = "surge {0}: {1} new nodes beside 3 old ones")
    @CsvSource({"0,0", "1,1", "2,2", "3,3", "9,3"})
    void surgeBoundsThePoolThatReplacesAnother(int surge, int created) {
        Scene scene = Scene.running(MASTERS, "old 3 data")
                .wants(MASTERS, "new 3 data")
                .wantsWith("update: {maxSurge: " + surge + "}");
        assertThat(scene.sizes()).containsEntry("new", created).containsEntry("old", 3);
        assertThat(scene.free(Intent.Create)).hasSize(created);
        assertThat(scene.plan().nodes())
                .filteredOn(n -> n.intent() == Intent.Create && n.blockedBy().isPresent())
                .hasSize(3 - created)
                .allSatisfy(n -> assertThat(n.blockedBy()).contains(NodeRule.SurgeLeft))
                .allSatisfy(n -> assertThat(n.message()).contains("maxSurge allows " + surge));
    }

    @Test
    void surgeIsSharedByAllPools() {
        Scene scene = Scene.running("m 3 master", "d 3 data").wants("n 3 master", "e 3 data");
        assertThat(scene.sizes()).containsEntry("n", 1).containsEntry("e", 0);
    }

    @Test
    void placeOfANodeThatLeftIsFilled() {
        Scene scene = Scene.running(MASTERS, "new 1 data", "old 3 data")
                .wants(MASTERS, "new 3 data")
                .size("old", 2)
                .away("es-old-2");
        assertThat(scene.sizes()).containsEntry("new", 2).containsEntry("old", 2);
    }

    /** A StatefulSet was deleted with its pods left behind, in the middle of a scale-down. */
    @Test
    void newStatefulSetTakesInEveryNodeThatElasticsearchLists() {
        Scene shrinking = Scene.running(MASTERS, "data 4 data")
                .wants(MASTERS, DATA)
                .withoutStatefulSet("data")
                .says(a -> a.shards("logs/0: es-data-3 es-data-2"));
        assertThat(shrinking.sizes()).containsEntry("data", 4);
        assertThat(shrinking.node("es-data-3").intent()).isEqualTo(Intent.Remove);
        assertThat(shrinking
                        .failing(dev.shardwright.elasticsearch.Problem.UNREACHABLE)
                        .sizes())
                .containsEntry("data", 4);
        Scene noRoom = Scene.running(MASTERS, "old 3 data", "data 3 data")
                .wants(MASTERS, "data 3 data")
                .withoutStatefulSet("data");
        assertThat(noRoom.sizes()).containsEntry("data", 3);
    }

    @Test
    void wholeClusterComesAtOnce() {
        Scene scene = Scene.running(MASTERS, DATA)
                .withoutStatefulSet("master")
                .withoutStatefulSet("data")
                .facts(ElasticsearchFacts.NONE);
        assertThat(scene.sizes()).isEqualTo(Map.of("master", 3, "data", 2));
    }

    @Test
    void statefulSetThatSomebodyScaledDownComesBack() {
        Scene scene =
                Scene.running(MASTERS, DATA).size("data", 0).away("es-data-0").away("es-data-1");
        assertThat(scene.sizes()).containsEntry("data", 2);
    }

    @Test
    void emptyStatefulSetOfADroppedPoolGoesOnceItsPodsHave() {
        Scene scene = Scene.running(MASTERS, DATA, "old 1 data")
                .wants(MASTERS, DATA)
                .size("old", 0)
                .away("es-old-0");
        assertThat(dropped(scene)).isTrue();
        Scene podLeft = Scene.running(MASTERS, DATA, "old 1 data")
                .wants(MASTERS, DATA)
                .size("old", 0)
                .pod("es-old-0", p -> p.ready().leaving());
        assertThat(dropped(podLeft)).isFalse();
        Scene unseen = Scene.running(MASTERS, DATA, "old 1 data")
                .wants(MASTERS, DATA)
                .size("old", 0)
                .away("es-old-0")
                .statefulSets(s -> s.getStatus().setObservedGeneration(1L));
        assertThat(dropped(unseen)).isFalse();
        Scene nodeLeft =
                Scene.running(MASTERS, DATA, "old 1 data").wants(MASTERS, DATA).away("es-old-0");
        assertThat(dropped(nodeLeft)).isFalse();
        Scene wanted =
                Scene.running(MASTERS, DATA).size("data", 0).away("es-data-0").away("es-data-1");
        assertThat(dropped(wanted)).isFalse();
    }

    private static boolean dropped(Scene scene) {
        return scene.plan().effects().stream().anyMatch(Effect.DropStatefulSet.class::isInstance);
    }

    @Test
    void sleepTakesAllPodsAndRemembersTheirNumber() {
        Plan plan = Scene.running(MASTERS, DATA).wantsWith("hibernate: true").plan();
        assertThat(plan.pools()).extracting(PoolTarget::replicas).containsExactly(0, 0);
        assertThat(plan.pools()).extracting(PoolTarget::asleep).containsExactly(Optional.of(3), Optional.of(2));
        assertThat(plan.elasticsearchSteps()).as("nothing is drained").isEmpty();
        assertThat(plan.effects()).isEmpty();
    }

    @Test
    void sleepingNodesAreKeptThough() {
        Plan plan = asleep().wantsWith("hibernate: true").plan();
        assertThat(plan.nodes()).hasSize(5).allSatisfy(n -> {
            assertThat(n.intent()).isEqualTo(Intent.Keep);
            assertThat(n.message()).contains("hibernates");
        });
        assertThat(plan.pools()).extracting(PoolTarget::asleep).containsExactly(Optional.of(3), Optional.of(2));
        assertThat(dropped(asleep().wantsWith("hibernate: true"))).isFalse();
    }

    private static Scene asleep() {
        Scene scene = Scene.running(MASTERS, DATA)
                .facts(ElasticsearchFacts.NONE)
                .statefulSets(s -> {
                    s.getMetadata()
                            .getAnnotations()
                            .put(Labels.ASLEEP, String.valueOf(s.getSpec().getReplicas()));
                    s.getSpec().setReplicas(0);
                    s.getStatus().setReplicas(0);
                });
        for (String node : Fixtures.NODES) {
            scene.podless(node);
        }
        return scene;
    }

    @Test
    void clusterWakesAsItWas() {
        Plan plan = asleep().plan();
        assertThat(plan.pools()).extracting(PoolTarget::replicas).containsExactly(3, 2);
        assertThat(plan.pools()).extracting(PoolTarget::asleep).containsOnly(Optional.empty());
        assertThat(plan.nodes()).allSatisfy(n -> {
            assertThat(n.intent()).isEqualTo(Intent.Create);
            assertThat(n.blockedBy()).isEmpty();
        });
    }

    /** The spec was made smaller during the sleep: every volume wakes, and leaves by the rules. */
    @Test
    void clusterThatSleptBiggerWakesInFull() {
        Scene scene = asleep().wants("master 1 master", "data 1 data");
        assertThat(scene.sizes()).isEqualTo(Map.of("master", 3, "data", 2));
        assertThat(scene.node("es-data-1").intent()).isEqualTo(Intent.Remove);
        assertThat(scene.holds("es-data-1")).contains(NodeRule.ElasticsearchKnown);
    }

    @Test
    void droppedPoolOfASleepingClusterIsNotDropped() {
        Scene scene = asleep().wants(MASTERS, "other 2 data");
        assertThat(scene.sizes()).containsEntry("data", 2);
        assertThat(dropped(scene)).isFalse();
        assertThat(dropped(asleep().wants(MASTERS, "other 2 data").wantsWith("hibernate: true")))
                .isFalse();
    }

    @Test
    void formingClusterIsNotPutToSleep() {
        Scene scene = Scene.running(MASTERS, DATA).forming().wantsWith("hibernate: true");
        assertThat(scene.sizes()).isEqualTo(Map.of("master", 3, "data", 2));
    }

    private static Scene upgrade() {
        return Scene.running(MASTERS, DATA).version("8.19.4", "8.19.21").behind("master");
    }

    private static Optional<PoolTarget> target(Scene scene, String name) {
        return scene.plan().pools().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    private static boolean held(Scene scene) {
        return target(scene, "master").orElseThrow().pool().isEmpty();
    }

    @Test
    void mastersKeepTheirTemplateUntilAllOthersRunTheNewVersion() {
        assertThat(held(upgrade())).isTrue();
        assertThat(target(upgrade(), "data").orElseThrow().pool()).isPresent();
        Scene oneLeft = upgrade().current("es-data-1").says(a -> a.version("es-data-1", "8.19.21"));
        assertThat(held(oneLeft)).isTrue();
        Scene silent = upgrade().current("es-data-0", "es-data-1").says(a -> a.version("es-data-1", "8.19.21"));
        assertThat(held(silent)).as("es-data-0 still says the old one").isTrue();
        Scene done = upgrade().current("es-data-0", "es-data-1").says(a -> a.version("es-data-0", "8.19.21")
                .version("es-data-1", "8.19.21"));
        assertThat(held(done)).isFalse();
    }

    @Test
    void mastersKeepNothingBackWithoutAVersionUpgrade() {
        assertThat(held(Scene.running(MASTERS, DATA).changed().behind("master")))
                .isFalse();
        assertThat(held(Scene.running("master 3 master,data")
                        .version("8.19.4", "8.19.21")
                        .behind("master")))
                .isFalse();
    }

    /** A master's pod that dies in the middle of an upgrade comes back as it was, not newer than the data nodes. */
    @Test
    void masterThatIsJustBeingMadeAnewDoesNotEndTheWait() {
        for (Scene scene : List.of(
                upgrade().pod("es-master-0", p -> p.createdAt("2026-05-01T11:59:30Z")),
                upgrade().pod("es-master-0", p -> p.createdAt("2026-05-01T11:59:30Z")
                        .unschedulable("no host")),
                upgrade().pod("es-master-0", p -> p.ended(137, "OOMKilled", "")),
                upgrade().pod("es-master-0", p -> p.waiting("CrashLoopBackOff", "back-off", 1, "killed")))) {
            scene.says(a -> a.without("es-master-0").master("es-master-1"));
            assertThat(held(scene)).isTrue();
            assertThat(scene.replaced()).isEmpty();
            assertThat(scene.holds("es-master-0")).contains(NodeRule.TemplateCurrent);
        }
    }

    @Test
    void masterThatCannotStartEndsTheWait() {
        for (Scene scene : List.of(
                upgrade().pod("es-master-0", p -> p.createdAt("2026-05-01T11:50:00Z")
                        .unschedulable("no host")),
                upgrade().pod("es-master-0", p -> p.waiting("CrashLoopBackOff", "back-off", 7, "unknown setting")))) {
            scene.says(a -> a.without("es-master-0").master("es-master-1"));
            assertThat(held(scene)).isFalse();
        }
    }

    /** #7979 of ECK: a version bump restarted everything at once. */
    @Test
    void versionUpgradeRestartsOneDataNodeFirst_eck7979() {
        Scene scene = upgrade();
        assertThat(scene.replaced()).containsExactly("es-data-1");
        assertThat(scene.holds("es-master-2")).contains(NodeRule.DataFirst);
    }

    @Test
    void newMasterPoolWaitsForTheUpgradeOfTheOthers() {
        Scene scene = Scene.running(MASTERS, DATA).wants("new 3 master", DATA).version("8.19.4", "8.19.21");
        assertThat(target(scene, "new")).isEmpty();
        assertThat(scene.holds("es-new-0")).contains(NodeRule.SurgeLeft);
        assertThat(scene.node("es-new-0").message()).contains("an upgrade to reach it");
    }

    @Test
    void runningMasterIsNoReasonToEndTheWait() {
        assertThat(held(upgrade().pod("es-master-0", Pods::running))).isTrue();
    }
}
