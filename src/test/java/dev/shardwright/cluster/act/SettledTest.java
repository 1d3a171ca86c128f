package dev.shardwright.cluster.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered belongs to one cluster, and goes with it alone. */
class SettledTest {
    private final Settled settled = new Settled();

    @Test
    void forgettingAClusterLeavesThoseWhoseNamesBeginAlike() {
        for (String cluster : new String[] {"es", "es2", "es-data"}) {
            settled.remember(wanted("ns", cluster), "digest", seen("ns", cluster));
            settled.remember(wanted("other", cluster), "digest", seen("other", cluster));
        }
        settled.forget("ns", "es");
        assertThat(isSo("ns", "es")).isFalse();
        assertThat(isSo("ns", "es2")).isTrue();
        assertThat(isSo("ns", "es-data")).isTrue();
        assertThat(isSo("other", "es")).isTrue();
    }

    /** Or every change of the spec would leave something behind. */
    @Test
    void newRevisionOfAPoolTakesThePlaceOfTheOneBefore() {
        ConfigMap first = revision("es-data-1");
        ConfigMap second = revision("es-data-2");
        settled.remember(Wanted.of(ConfigMap.class, first), "digest", first);
        assertThat(settled.isSo(Wanted.of(ConfigMap.class, first), first)).isTrue();
        assertThat(settled.isSo(Wanted.of(ConfigMap.class, second), "digest", second))
                .isFalse();
        settled.remember(Wanted.of(ConfigMap.class, second), "digest", second);
        assertThat(settled.isSo(Wanted.of(ConfigMap.class, second), second)).isTrue();
        assertThat(settled.isSo(Wanted.of(ConfigMap.class, first), first)).isFalse();
    }

    private static ConfigMap revision(String name) {
        return new ConfigMapBuilder(seen("ns", "es"))
                .editMetadata()
                .withName(name)
                .addToLabels(Labels.POOL, "data")
                .endMetadata()
                .build();
    }

    @Test
    void objectWithoutOurLabelIsNeverSettled() {
        ConfigMap bare = seen("ns", "es");
        bare.getMetadata().setLabels(Map.of());
        settled.remember(wanted("ns", "es"), "digest", bare);
        assertThat(settled.isSo(wanted("ns", "es"), bare)).isFalse();
        assertThat(isSo("ns", "es")).isFalse();
    }

    private boolean isSo(String namespace, String cluster) {
        boolean so = settled.isSo(wanted(namespace, cluster), seen(namespace, cluster));
        assertThat(settled.isSo(wanted(namespace, cluster), "digest", seen(namespace, cluster)))
                .isEqualTo(so);
        return so;
    }

    private static Wanted<ConfigMap> wanted(String namespace, String cluster) {
        return Wanted.of(ConfigMap.class, seen(namespace, cluster));
    }

    private static ConfigMap seen(String namespace, String cluster) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(cluster + "-zones")
                .withUid("uid")
                .withResourceVersion("1")
                .withLabels(Labels.of(cluster))
                .endMetadata()
                .build();
    }
}
