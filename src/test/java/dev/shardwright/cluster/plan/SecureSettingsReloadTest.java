package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.World;
import dev.shardwright.cluster.desired.SecureSettingsChange;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Running nodes are asked first; one that does not take a change up in time is made anew like any other. */
class SecureSettingsReloadTest {
    private static final SecureSettingsChange JUST_NOW = new SecureSettingsChange(3, Fixtures.NOW.minusSeconds(1));
    private static final SecureSettingsChange EARLIER =
            new SecureSettingsChange(3, Fixtures.NOW.minus(SecureSettingsReload.PATIENCE));

    private static Scene scene(SecureSettingsChange change) {
        return Scene.running("master 3 master", "data 2 data")
                .says(a -> a.shards("x/0: es-data-0 es-data-1"))
                .world(w -> w.change(change));
    }

    private static Scene marked(Scene scene, String node, String mark) {
        return scene.world(w -> w.see().pods().stream()
                .filter(p -> p.getMetadata().getName().equals(node))
                .forEach(p -> p.getMetadata().getAnnotations().put(Labels.LOADED_CHANGE, mark)));
    }

    @Test
    void nobodyIsRestartedWhileThereIsTime() {
        Scene scene = scene(JUST_NOW);
        assertThat(scene.plan().nodes()).hasSize(5).allSatisfy(n -> {
            assertThat(n.intent()).isEqualTo(Intent.Keep);
            assertThat(n.message()).contains("takes up the changed secure settings while it runs");
        });
    }

    @Test
    void nodeThatDidNotInTimeIsMadeAnewByTheRulesOfEveryRestart() {
        Scene scene = scene(EARLIER);
        for (String node : List.of("es-master-0", "es-master-1", "es-master-2", "es-data-0")) {
            marked(scene, node, EARLIER.mark());
        }
        assertThat(scene.plan().nodes())
                .filteredOn(n -> n.intent() == Intent.Restart)
                .singleElement()
                .satisfies(n -> {
                    assertThat(n.node()).isEqualTo("es-data-1");
                    assertThat(n.message()).startsWith("SecureSettings: ");
                });
        assertThat(scene.replaced()).containsExactly("es-data-1");
        NodePlan held = scene.with("paused: true").node("es-data-1");
        assertThat(held.blockedBy()).contains(NodeRule.Paused);
        assertThat(held.message()).startsWith("SecureSettings: it could not take up");
    }

    @ParameterizedTest(name = "mark {0}")
    @CsvSource({"2.1777636500", "3.1", "3", "x", "''"})
    void markOfAnotherChangeIsNoProof(String mark) {
        assertThat(marked(scene(EARLIER), "es-data-1", mark).node("es-data-1").intent())
                .isEqualTo(Intent.Restart);
    }

    @Test
    void podThatWasMadeWellAfterTheChangeHasIt() {
        assertThat(made(SecureSettingsReload.MARGIN.plusSeconds(1)).intent()).isEqualTo(Intent.Keep);
        assertThat(made(SecureSettingsReload.MARGIN).intent())
                .as("clocks may differ")
                .isEqualTo(Intent.Restart);
    }

    private static NodePlan made(Duration after) {
        return scene(EARLIER)
                .pod("es-data-1", p -> p.createdAt(EARLIER.at().plus(after).toString())
                        .ready())
                .node("es-data-1");
    }

    @Test
    void podThatHasNotStartedYetReadsThemWhenItDoes() {
        assertThat(scene(EARLIER)
                        .pod("es-data-1", p -> p.unschedulable("no room"))
                        .node("es-data-1")
                        .intent())
                .isEqualTo(Intent.Keep);
    }

    @Test
    void membersThatNothingElseHappensWithAreAsked() {
        Instant before = EARLIER.at().minusSeconds(3600);
        World world = World.settledWithout(Fixtures.formed(Fixtures.cluster()), "es-data-0")
                .change(JUST_NOW)
                .pod(Pods.of(Fixtures.cluster(), "data", 0)
                        .createdAt(before.toString())
                        .running()
                        .build());
        world.see()
                .pods()
                .getFirst()
                .getMetadata()
                .setAnnotations(marks(world.see().pods().getFirst()));
        assertThat(names(world)).containsExactlyInAnyOrder("es-master-1", "es-master-2", "es-data-1");
        assertThat(SecureSettingsReload.waiting(
                        World.settled(Fixtures.formed(Fixtures.cluster())).see(), plan(world)))
                .as("without a change")
                .isEmpty();
        assertThat(SecureSettingsReload.waiting(world.see(), plan(world, new Problem(Problem.Reason.InvalidSpec, "x"))))
                .isEmpty();
    }

    private static Map<String, String> marks(Pod pod) {
        Map<String, String> annotations = new HashMap<>(pod.getMetadata().getAnnotations());
        annotations.put(Labels.LOADED_CHANGE, JUST_NOW.mark());
        return annotations;
    }

    private static List<String> names(World world) {
        return SecureSettingsReload.waiting(world.see(), plan(world)).stream()
                .map(p -> p.getMetadata().getName())
                .toList();
    }

    private static Plan plan(World world, Problem... problems) {
        return Planner.plan(
                Fixtures.formed(Fixtures.cluster()), world.see(), List.of(problems), Fixtures.NOW, Set.of());
    }
}
