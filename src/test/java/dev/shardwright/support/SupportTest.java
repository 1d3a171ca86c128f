package dev.shardwright.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, quantities, digests, owners. */
class SupportTest {
    @Test
    void versionsAreOrderedAsReleasesAre() {
        assertThat(List.of("8.10.0", "7.17.29", "8.9.9", "8.10.0-SNAPSHOT").stream()
                        .map(v -> ElasticVersion.parse(v).orElseThrow())
                        .sorted()
                        .map(ElasticVersion::toString))
                .containsExactly("7.17.29", "8.9.9", "8.10.0", "8.10.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "8.19", "8.19.x", "v8.19.1", "8.19.21.1", "99999.1.1", " 8.19.1"})
    void whatIsNoVersionIsNone(String text) {
        assertThat(ElasticVersion.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1Gi, 1073741824", "1G, 1000000000", "1024Mi, 1073741824", "500m, 0", "1e3, 1000", "0, 0"})
    void quantitiesAreBytes(String quantity, long bytes) {
        assertThat(Quantities.bytes(quantity)).contains(bytes);
    }

    @ParameterizedTest(name = "{0} and {1}: more {2}, at least as much {3}")
    @CsvSource({
        "2Gi,1Gi,true,true",
        "1Gi,1000Mi,true,true",
        "1Gi,1024Mi,false,true",
        "1Gi,1Gi,false,true",
        "1Gi,2Gi,false,false",
        "much,1Gi,false,false",
        "1Gi,little,false,false",
        "much,much,false,false"
    })
    void quantitiesAreComparedByBytes(String one, String other, boolean more, boolean atLeast) {
        assertThat(Quantities.isMore(one, other)).isEqualTo(more);
        assertThat(Quantities.isAtLeast(one, other)).isEqualTo(atLeast);
    }

    @Test
    void digestIgnoresOrderAndAbsentFields() {
        assertThat(Digest.of(Map.of("a", 1, "b", 2)))
                .isEqualTo(Digest.of(new java.util.TreeMap<>(Map.of("b", 2, "a", 1))));
        assertThat(Digest.of(new ConfigMapBuilder().withData(Map.of()).build()))
                .isEqualTo(Digest.of(new ConfigMapBuilder().build()));
        assertThat(Digest.shortOf(Map.of())).hasSize(10);
    }

    @Test
    void ownerIsTheResourceItselfAndNotItsNamesake() {
        ElasticCluster cluster = Fixtures.cluster();
        ConfigMap child = new ConfigMapBuilder()
                .withMetadata(Owned.metadata(cluster, "x").build())
                .build();
        assertThat(Owned.by(cluster, child)).isTrue();
        assertThat(Owned.orphaned(cluster, child)).isFalse();

        ElasticCluster namesake = Fixtures.cluster();
        namesake.getMetadata().setUid("another");
        assertThat(Owned.by(namesake, child)).isFalse();

        child.getMetadata().setOwnerReferences(List.of());
        assertThat(Owned.orphaned(cluster, child)).isTrue();
        child.getMetadata().setLabels(Map.of());
        assertThat(Owned.orphaned(cluster, child)).isFalse();
    }
}
