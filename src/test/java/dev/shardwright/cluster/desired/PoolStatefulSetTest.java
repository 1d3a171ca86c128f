package dev.shardwright.cluster.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sleep, and StatefulSets whose pods stay as they are. */
class PoolStatefulSetTest {
    private final ElasticCluster cluster = Fixtures.cluster();
    private final StatefulSet awake = data(cluster, 2, Optional.empty());

    private static StatefulSet data(ElasticCluster of, int replicas, Optional<Integer> asleep) {
        NodePool pool = of.getSpec().pool("data").orElseThrow();
        Revision revision = Revision.of(of, pool, Optional.empty());
        return PoolStatefulSet.of(of, pool, revision, replicas, asleep, Optional.empty());
    }

    @Test
    void sleepingOneRemembersHowManyItHad() {
        StatefulSet sleeping = data(cluster, 0, Optional.of(7));
        assertThat(sleeping.getSpec().getReplicas()).isZero();
        assertThat(PoolStatefulSet.asleep(sleeping)).contains(7);
        assertThat(PoolStatefulSet.asleep(awake)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "many", "99999"})
    void numberThatIsNoneIsNotRemembered(String number) {
        awake.getMetadata().getAnnotations().put(Labels.ASLEEP, number);
        assertThat(PoolStatefulSet.asleep(awake)).isEmpty();
    }

    @Test
    void resizedOneKeepsTemplateRevisionAndClaims() {
        ElasticCluster changed = Fixtures.clusterWith("config: {indices.query.bool.max_clause_count: 2000}");
        StatefulSet resized = PoolStatefulSet.resized(changed, "data", awake, 1, Optional.empty());
        assertThat(resized.getSpec().getReplicas()).isEqualTo(1);
        assertThat(resized.getSpec().getTemplate()).isEqualTo(awake.getSpec().getTemplate());
        assertThat(resized.getSpec().getVolumeClaimTemplates())
                .isEqualTo(awake.getSpec().getVolumeClaimTemplates());
        assertThat(resized.getSpec().getSelector()).isEqualTo(awake.getSpec().getSelector());
        assertThat(resized.getMetadata().getAnnotations())
                .isEqualTo(awake.getMetadata().getAnnotations());
    }

    /** Kubernetes #141876: a StatefulSet re-created with another volumeClaimTemplate wedges adopted pods. */
    @Test
    void claimTemplateOfTheOneThatIsThereIsKept_kubernetes141876() {
        ElasticCluster bigger = Fixtures.cluster(Fixtures.SPEC.replace("1Gi", "5Gi"));
        NodePool pool = bigger.getSpec().pool("data").orElseThrow();
        StatefulSet applied = PoolStatefulSet.of(
                bigger, pool, Revision.of(bigger, pool, Optional.empty()), 2, Optional.empty(), Optional.of(awake));
        assertThat(applied.getSpec().getVolumeClaimTemplates())
                .isEqualTo(awake.getSpec().getVolumeClaimTemplates());
    }
}
