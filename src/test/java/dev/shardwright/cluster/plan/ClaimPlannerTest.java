package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Volumes grow and never shrink, and what stands on a claim stays there. */
class ClaimPlannerTest {
    private static Scene scene() {
        return Scene.running("master 3 master", "data 2 data");
    }

    @ParameterizedTest(name = "1Gi to {0}: {1}")
    @CsvSource({"2Gi,true", "1025Mi,true", "1Gi,false", "1024Mi,false", "512Mi,false", "much,false"})
    void volumesOnlyGrow(String size, boolean grows) {
        Scene scene = scene();
        if (size.equals("much")) {
            scene.grown("data", size);
            assertThat(shaped(scene)).isEmpty();
        } else if (grows) {
            assertThat(scene.grown("data", size)).containsExactly("es-data-0", "es-data-1");
        } else {
            scene.grown("data", size);
            assertThat(shaped(scene)).isEmpty();
        }
    }

    private static List<PersistentVolumeClaim> shaped(Scene scene) {
        return scene.plan().effects().stream()
                .filter(Effect.ShapeClaim.class::isInstance)
                .map(e -> ((Effect.ShapeClaim) e).shaped())
                .toList();
    }

    @Test
    void growthNeedsNoElasticsearchAndRestartsNothing() {
        Scene scene = scene().facts(ElasticsearchFacts.NONE);
        assertThat(scene.grown("data", "2Gi")).containsExactly("es-data-0", "es-data-1");
        assertThat(scene.plan().nodes()).allMatch(n -> n.intent() == dev.shardwright.api.NodePlanStatus.Intent.Keep);
        assertThat(scene.replaced()).isEmpty();
    }

    @Test
    void unboundVolumeIsNotResized() {
        Scene scene = scene().world(
                        w -> w.changeClaim("es-data-1", c -> c.getStatus().setPhase("Pending"))
                                .changeClaim("es-data-0", c -> c.setStatus(null)));
        assertThat(scene.grown("data", "2Gi")).isEmpty();
    }

    @Test
    void neitherPausedNorStalledClustersGrow() {
        assertThat(scene().wantsWith("paused: true").grown("data", "2Gi")).isEmpty();
        assertThat(scene().wantsWith("auth: {roles: [{secretName: missing}]}").grown("data", "2Gi"))
                .isEmpty();
    }

    @Test
    void volumeOfADroppedPoolKeepsItsSize() {
        Scene scene =
                Scene.running("master 3 master", "data 2 data", "old 2 data").wants("master 3 master", "data 2 data");
        assertThat(scene.grown("data", "2Gi")).containsExactly("es-data-0", "es-data-1");
    }

    /** An apply takes away what it does not name. */
    @Test
    void growingClaimKeepsItsLabelAndItsMark() {
        Scene scene = Scene.running("master 3 master", "data 2 data")
                .wants("master 1 master", "data 2 data")
                .marked("es-master-2", "es-other-7");
        scene.says(a -> a.excluded("es-master-2").excluded("es-other-7").detailsAge(null));
        scene.grown("master", "2Gi");
        assertThat(shaped(scene)).hasSize(3).allSatisfy(c -> {
            assertThat(c.getMetadata().getLabels())
                    .isEqualTo(Map.of(Labels.CLUSTER_UUID, Labels.uuidAsLabel(Fixtures.UUID)));
            assertThat(c.getMetadata().getUid()).startsWith("uid-");
        });
        assertThat(scene.marks()).containsEntry("es-master-2", java.util.Optional.of("es-other-7"));
    }

    @Test
    void markIsWrittenWithTheSizeThatIsThere() {
        Scene scene = Scene.running("master 3 master", "data 2 data").wants("master 1 master", "data 2 data");
        assertThat(shaped(scene)).singleElement().satisfies(c -> {
            assertThat(c.getMetadata().getName()).isEqualTo("data-es-master-2");
            assertThat(c.getSpec().getResources().getRequests().get("storage")).hasToString("1Gi");
        });
    }

    @Test
    void claimsAreNotRelabelledWithoutProof() {
        for (ElasticsearchFacts facts : Stream.of(dev.shardwright.elasticsearch.Problem.values())
                .map(Fixtures::trouble)
                .toList()) {
            assertThat(shaped(scene().unlabelled("es-data-1").facts(facts))).isEmpty();
        }
        assertThat(shaped(scene().unlabelled("es-data-1"))).hasSize(1);
        assertThat(shaped(scene().unlabelled("es-data-1").says(a -> a.without("es-data-1"))))
                .isEmpty();
    }

    @Test
    void settledClusterWritesNothing() {
        assertThat(scene().plan().effects()).isEmpty();
        assertThat(scene().plan().elasticsearchSteps()).isEmpty();
        assertThat(scene().plan().isSettled()).isTrue();
    }
}
