package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.World;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file system that grows only when it is mounted again gets one new pod, by the rules of every restart. */
class VolumeResizeTest {
    private static final String PENDING = "FileSystemResizePending";
    private static final Instant LONG_AGO = Fixtures.NOW.minus(VolumeResize.PATIENCE);

    private static Scene scene() {
        return Scene.running("master 3 master", "data 3 data").says(a -> a.shards("x/0: es-data-0 es-data-1"));
    }

    private static Scene waiting(String node, String since) {
        return scene().world(w -> w.changeClaim(node, c -> condition(c, PENDING, "True", since)));
    }

    private static void condition(PersistentVolumeClaim claim, String type, String status, String since) {
        claim.getStatus()
                .setConditions(List.of(new PersistentVolumeClaimConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withLastTransitionTime(since)
                        .build()));
    }

    @Test
    void nodeWhoseFileSystemWaitsForAMountIsRestarted() {
        Scene scene = waiting("es-data-1", LONG_AGO.toString());
        NodePlan node = scene.node("es-data-1");
        assertThat(node.intent()).isEqualTo(Intent.Restart);
        assertThat(node.message()).startsWith("VolumeResize: ").doesNotContain("spec");
        assertThat(scene.plan().nodes())
                .filteredOn(n -> n.intent() != Intent.Keep)
                .containsExactly(node);
        assertThat(scene.replaced()).containsExactly("es-data-1");
    }

    /** Two holders of one shard are never down at once, whatever they are restarted for. */
    @Test
    void restartWaitsForTheRulesOfEveryRestart() {
        Scene scene = waiting("es-data-1", LONG_AGO.toString()).away("es-data-0");
        assertThat(scene.holds("es-data-1")).isPresent();
        assertThat(scene.replaced()).isEmpty();
        NodePlan paused =
                waiting("es-data-1", LONG_AGO.toString()).with("paused: true").node("es-data-1");
        assertThat(paused.blockedBy()).contains(NodeRule.Paused);
        assertThat(paused.message())
                .startsWith("VolumeResize: its volume has grown")
                .contains("mounted again");
    }

    @ParameterizedTest(name = "{0} {1} since {2}")
    @CsvSource({
        "FileSystemResizePending, True,    2026-05-01T11:55:01Z",
        "FileSystemResizePending, False,   2026-05-01T11:30:00Z",
        "FileSystemResizePending, Unknown, 2026-05-01T11:30:00Z",
        "Resizing,                True,    2026-05-01T11:30:00Z",
        "FileSystemResizePending, True,    a while ago",
        "FileSystemResizePending, True,    ",
    })
    void nodeIsLeftAloneWhen(String type, String status, String since) {
        Scene scene = scene().world(w -> w.changeClaim("es-data-1", c -> condition(c, type, status, since)));
        assertThat(scene.node("es-data-1").intent()).isEqualTo(Intent.Keep);
        assertThat(scene.plan().isSettled()).isTrue();
    }

    /** Once: a driver that does not do it at a mount either must not make the node restart for ever. */
    @Test
    void podThatWasMadeSinceIsNotMadeAnewAgain() {
        Scene scene = waiting("es-data-1", "2026-05-01T11:30:00Z")
                .pod("es-data-1", p -> p.createdAt("2026-05-01T11:31:00Z").ready());
        assertThat(scene.node("es-data-1").intent()).isEqualTo(Intent.Keep);
    }

    /** It mounts the volume when it starts. */
    @Test
    void podThatHasNotStartedYetIsLeftAlone() {
        Scene scene = waiting("es-data-1", "2026-05-01T11:30:00Z").pod("es-data-1", p -> p.unschedulable("no room"));
        assertThat(scene.node("es-data-1").intent()).isEqualTo(Intent.Keep);
    }

    @Test
    void changedSpecIsReasonEnough() {
        Scene scene = waiting("es-data-1", LONG_AGO.toString()).changed();
        assertThat(scene.node("es-data-1").message())
                .contains("an earlier spec")
                .doesNotContain("VolumeResize");
    }

    @Test
    void waitEndsByItself() {
        assertThat(lookAgain(LONG_AGO.plusSeconds(40), pod -> {})).contains(Duration.ofSeconds(40));
        assertThat(lookAgain(LONG_AGO, pod -> {})).isEmpty();
        assertThat(lookAgain(Fixtures.NOW, pod -> pod.getMetadata()
                        .setCreationTimestamp(Fixtures.NOW.plusSeconds(1).toString())))
                .isEmpty();
    }

    private static Optional<Duration> lookAgain(Instant since, Consumer<Pod> change) {
        World world = World.settled(Fixtures.formed(Fixtures.cluster()))
                .changeClaim("es-data-0", c -> condition(c, PENDING, "True", since.toString()));
        world.see().pods().forEach(change);
        return VolumeResize.lookAgain(world.see(), Fixtures.NOW);
    }
}
