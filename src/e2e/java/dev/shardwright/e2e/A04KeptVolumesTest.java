package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.SharedCluster;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.support.Labels;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Volumes keep the cluster: whatever is deleted above them, it comes back as the same one. */
@EndToEnd
@DisplayName("A4 kept volumes")
class A04KeptVolumesTest {
    private static final int DOCUMENTS = 1000;

    @Test
    @DisplayName("A4 resource deleted and applied again over kept volumes: same UUID, documents there")
    void deletedAndReapplied(SharedCluster shared) {
        Cluster cluster = shared.green();
        String uuid = cluster.uuid();
        cluster.elastic().index("before-delete", DOCUMENTS);
        Set<String> claims = claims(cluster);

        cluster.delete();
        assertThat(claims(cluster))
                .as("claims, labelled with the UUID")
                .hasSize(5)
                .isEqualTo(claims);

        cluster.space().apply(shared.manifest());
        cluster.awaitGreen();

        same(cluster, uuid, "before-delete");
        assertThat(claims(cluster)).isEqualTo(claims);
        cluster.elastic().send("DELETE", "/before-delete", null);
    }

    @Test
    @DisplayName("A4 all pods deleted at once: same UUID, documents there")
    void allPodsDeleted(SharedCluster shared) {
        Cluster cluster = shared.green();
        String uuid = cluster.uuid();
        cluster.elastic().index("before-loss", DOCUMENTS);
        Set<String> before = uids(cluster);

        cluster.space()
                .client()
                .pods()
                .inNamespace(cluster.space().name())
                .withLabels(Labels.selector(cluster.name()))
                .delete();
        Waiting.until("five new pods", Duration.ofMinutes(3), cluster::progress, () -> {
            Set<String> kept = new HashSet<>(uids(cluster));
            int pods = kept.size();
            kept.retainAll(before);
            return pods == 5 && kept.isEmpty();
        });
        cluster.elastic().awaitGreen(5, Cluster.FORMATION);
        cluster.awaitGreen();

        same(cluster, uuid, "before-loss");
        cluster.elastic().send("DELETE", "/before-loss", null);
    }

    private static void same(Cluster cluster, String uuid, String index) {
        assertThat(cluster.uuid()).isEqualTo(uuid);
        assertThat(cluster.elastic().uuids()).containsExactly(uuid);
        assertThat(cluster.elastic().count(index)).isEqualTo(DOCUMENTS);
    }

    /** The claims with the identity of the cluster whose data they hold. */
    private static Set<String> claims(Cluster cluster) {
        return cluster.claims().stream()
                .map(c -> c.getMetadata().getUid() + " "
                        + Labels.uuidFromLabel(c.getMetadata().getLabels().get(Labels.CLUSTER_UUID)))
                .collect(Collectors.toSet());
    }

    private static Set<String> uids(Cluster cluster) {
        return cluster.pods().stream().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet());
    }
}
