package dev.shardwright.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.support.FakeWatches;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node brings a pass of those clusters whose zones it changes, and of no other. */
class KubernetesNodesTest {
    private static final Node PLAIN = node(Map.of("disk", "ssd"));
    private static final Node IN_A = node(Map.of("zone", "a"));
    private static final Node IN_B = node(Map.of("zone", "b", "disk", "ssd"));
    private static final Node IN_RACK = node(Map.of("zone", "b", "rack", "1"));

    private final FakeWatches watches = new FakeWatches();
    private final List<String> told = new ArrayList<>();
    private final KubernetesNodes nodes = new KubernetesNodes(watches.client(), (namespace, name) -> told.add(name));
    private final ElasticCluster byZone = cluster("by-zone", "zone");
    private final ElasticCluster byRack = cluster("by-rack", "rack");

    @BeforeEach
    void watch() {
        assertThat(nodes.zones(byZone)).isEmpty();
        assertThat(nodes.zones(byRack)).isEmpty();
    }

    @Test
    void clusterWithoutAZoneKeyWatchesNothing() {
        FakeWatches none = new FakeWatches();
        assertThat(new KubernetesNodes(none.client(), (namespace, name) -> {}).zones(Fixtures.cluster()))
                .isEmpty();
        assertThat(none.open()).isEmpty();
    }

    @Test
    void nodeOfAZoneIsNewsToThoseWhoAskForThatKey() {
        watches.add("nodes", IN_A);
        assertThat(told).containsExactly("by-zone");
        assertThat(nodes.zones(byZone)).isEqualTo(Map.of("host", "a"));
        assertThat(nodes.zones(byRack)).isEmpty();
        watches.update("nodes", IN_A, IN_B);
        assertThat(told).containsExactly("by-zone", "by-zone");
        watches.update("nodes", IN_B, IN_RACK);
        assertThat(told).containsExactly("by-zone", "by-zone", "by-rack");
        watches.delete("nodes", IN_RACK);
        assertThat(told).hasSize(5);
    }

    @Test
    void heartbeatsAndLabelsOfOthersAreNoNews() {
        watches.add("nodes", PLAIN);
        watches.update("nodes", PLAIN, node(Map.of("disk", "none")));
        assertThat(told).isEmpty();
        watches.add("nodes", IN_A);
        told.clear();
        watches.update(
                "nodes", IN_A, new NodeBuilder(IN_A).withNewStatus().endStatus().build());
        assertThat(told).isEmpty();
    }

    @Test
    void forgottenClusterIsToldNothing() {
        nodes.forget(ResourceID.fromResource(byZone));
        watches.add("nodes", IN_A);
        assertThat(told).isEmpty();
    }

    private static ElasticCluster cluster(String name, String key) {
        ElasticCluster cluster = Fixtures.clusterWith("placement: {zoneKey: " + key + "}\n");
        cluster.getMetadata().setName(name);
        return cluster;
    }

    private static Node node(Map<String, String> labels) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("host")
                .withLabels(labels)
                .endMetadata()
                .build();
    }
}
