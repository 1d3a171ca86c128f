package dev.shardwright.simulation.operator;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.ElasticClusterStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** The ElasticCluster as the API server has it. */
public final class SimResource {
    public static final String NAMESPACE = "ns";
    public static final String NAME = "es";

    private ElasticCluster live;

    /** As first applied. */
    public SimResource(ElasticClusterSpec spec) {
        live = make(1, spec, null);
    }

    /** As it is now. */
    public ElasticCluster live() {
        return live;
    }

    /** The user applies another spec. */
    public void edit(ElasticClusterSpec spec) {
        live = make(live.getMetadata().getGeneration() + 1, spec, live.getStatus());
    }

    void report(ElasticClusterStatus status) {
        live = make(live.getMetadata().getGeneration(), live.getSpec(), status);
    }

    /** A status in one line. */
    static String summary(ElasticClusterStatus status) {
        return status.health() + ", " + status.nodes() + ", waits for " + status.waitingFor() + ", "
                + status.plan().stream()
                        .map(n -> n.node() + " " + n.intent() + " " + n.state()
                                + (n.blockedBy() == null ? "" : " (" + n.blockedBy() + ")"))
                        .toList();
    }

    private static ElasticCluster make(long generation, ElasticClusterSpec spec, ElasticClusterStatus status) {
        ElasticCluster cluster = new ElasticCluster();
        cluster.setMetadata(new ObjectMetaBuilder()
                .withNamespace(NAMESPACE)
                .withName(NAME)
                .withUid("uid-of-the-resource")
                .withGeneration(generation)
                .build());
        cluster.setSpec(spec);
        cluster.setStatus(status);
        return cluster;
    }
}
