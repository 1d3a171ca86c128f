package dev.shardwright.cluster.scale;

import static dev.shardwright.api.NodePlanStatus.Intent.Create;
import static dev.shardwright.api.NodePlanStatus.Intent.Remove;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.World;
import dev.shardwright.cluster.plan.Effect;
import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.cluster.plan.PoolTarget;
import dev.shardwright.elasticsearch.ElasticsearchStep.Drain;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recorded is what the plan goes by, and a record that is lost takes no node away. */
class DecidedSizesTest {
    private static int target(Scaled scaled) {
        return scaled.plan().pools().stream()
                .filter(t -> t.name().equals("data"))
                .mapToInt(PoolTarget::replicas)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "recorded {0}, from {1} to {2}: {3}")
    @CsvSource({"4,1,5,4", "1,1,5,1", "9,1,5,5", "1,2,5,2", "0,1,5,1"})
    void recordedSizeCountsWithinTheBounds(int recorded, int min, int max, int replicas) {
        Scaled scaled = Scaled.three()
                .recorded("data", recorded, "1Gi")
                .targets("data", "minReplicas: " + min + ", maxReplicas: " + max);
        assertThat(scaled.pool("data").replicas()).isEqualTo(replicas);
    }

    @Test
    void whatTheUserWroteIsNotTouched() {
        Scaled scaled = Scaled.three().recorded("data", 5, "4Gi").with("maxStorage: 9Gi");
        ElasticCluster asked = scaled.asked();
        ElasticCluster sized = DecidedSizes.in(asked, scaled.see());
        assertThat(sized.getSpec().totalReplicas()).isEqualTo(8);
        assertThat(asked.getSpec()).isEqualTo(scaled.asked().getSpec());
        assertThat(asked.getSpec().totalReplicas()).isEqualTo(6);
        assertThat(sized.getMetadata()).isEqualTo(asked.getMetadata());
        assertThat(sized.getStatus()).isEqualTo(asked.getStatus());
    }

    @Test
    void clusterWithoutAutoscalingIsTheVeryOneThatWasAskedFor() {
        ElasticCluster cluster = Fixtures.cluster();
        assertThat(DecidedSizes.in(cluster, World.settled(cluster).see())).isSameAs(cluster);
    }

    @Test
    void oneNodeMoreIsMadeAndOneNodeLessIsDrainedByAllTheRules() {
        Scaled more = Scaled.three().recorded("data", 4, "1Gi");
        assertThat(target(more)).isEqualTo(4);
        assertThat(more.plan().nodes())
                .filteredOn(n -> n.intent() == Create)
                .singleElement()
                .returns("es-data-3", n -> n.node());

        Scaled less = Scaled.three().recorded("data", 2, "1Gi").says(a -> a.shards("logs/0: es-data-0 es-data-2"));
        assertThat(target(less)).as("it holds shards").isEqualTo(3);
        assertThat(less.plan().elasticsearchSteps()).containsExactly(new Drain(Set.of("es-data-2")));
        assertThat(less.plan().nodes())
                .filteredOn(n -> n.intent() == Remove)
                .singleElement()
                .returns("es-data-2", n -> n.node())
                .returns(Optional.of(NodeRule.ShardsMoved), n -> n.blockedBy());
    }

    @Test
    void recordedVolumesGrow() {
        Scaled scaled = Scaled.three().recorded("data", 3, "2Gi").with("maxStorage: 9Gi");
        assertThat(scaled.plan().effects()).hasSize(3).allSatisfy(e -> assertThat(((Effect.ShapeClaim) e)
                        .shaped()
                        .getSpec()
                        .getResources()
                        .getRequests())
                .containsEntry("storage", new Quantity("2Gi")));
    }

    /** A status that was lost, or never written. */
    @Test
    void withoutARecordTheStatefulSetTells() {
        assertThat(Scaled.three()
                        .unrecorded()
                        .scene(s -> s.wants("master 3 master", "data 1 data"))
                        .pool("data"))
                .returns(3, p -> p.replicas());
        assertThat(Scaled.running("master 3 master", "data 3 data")
                        .scene(s -> s.wants("master 3 master", "data 1 data"))
                        .plan()
                        .nodes())
                .noneMatch(n -> n.intent() == Remove);
    }

    @Test
    void withoutARecordASleepingStatefulSetTellsWhatItHad() {
        Scaled scaled = Scaled.three().unrecorded().scene(s -> s.wants("master 3 master", "data 1 data")
                .statefulSets(set -> {
                    set.getMetadata().setAnnotations(Map.of(Labels.ASLEEP, "3"));
                    set.getSpec().setReplicas(0);
                }));
        assertThat(scaled.pool("data").replicas()).isEqualTo(3);
    }

    /** The resource was deleted and applied anew over the volumes that were kept. */
    @Test
    void withoutAStatefulSetKeptVolumesWithDataTell() {
        ElasticCluster asked = Scaled.three()
                .unrecorded()
                .scene(s -> s.wants("master 3 master", "data 1 data"))
                .asked();
        World kept = new World(asked);
        for (int i = 0; i < 4; i++) {
            kept.claim("data", i, Optional.of(Fixtures.UUID));
        }
        kept.claim("data", 4, Optional.empty());
        assertThat(DecidedSizes.in(asked, kept.see()).getSpec().pool("data").orElseThrow())
                .returns(4, p -> p.replicas());
        assertThat(DecidedSizes.in(asked, new World(asked).see())
                        .getSpec()
                        .pool("data")
                        .orElseThrow())
                .as("the start size")
                .returns(1, p -> p.replicas());
    }

    @ParameterizedTest(name = "recorded {0}, at most {1}, claims of {2}: {3}")
    @CsvSource({
        "4Gi,9Gi,1Gi,4Gi",
        "4Gi,2Gi,1Gi,2Gi",
        "512Mi,9Gi,1Gi,1Gi",
        "much,9Gi,1Gi,1Gi",
        ",9Gi,3Gi,3Gi",
        ",2Gi,3Gi,2Gi",
        ",9Gi,1Gi,1Gi"
    })
    void sizeOfVolumes(String recorded, String atMost, String claims, String size) {
        Scaled scaled = Scaled.three().unrecorded().with("maxStorage: " + atMost);
        if (recorded != null) {
            scaled.recorded("data", 3, recorded);
        }
        scaled.scene(s -> s.world(w -> List.of("es-data-0", "es-data-1")
                .forEach(n -> w.changeClaim(
                        n, c -> c.getSpec().getResources().getRequests().put("storage", new Quantity(claims))))));
        assertThat(scaled.pool("data").storage().size()).isEqualTo(size);
    }

    @Test
    void volumesThatMayNotGrowHaveTheSizeThatWasAskedFor() {
        assertThat(Scaled.three()
                        .recorded("data", 3, "4Gi")
                        .pool("data")
                        .storage()
                        .size())
                .isEqualTo("1Gi");
    }
}
