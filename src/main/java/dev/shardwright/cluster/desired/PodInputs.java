package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.Kernel;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.api.Placement;
import dev.shardwright.support.Digest;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * All that a user's spec says about the pods of one pool. Its digest names the pool's revision: as long as it stays the
 * same, pods stay as they were made, whatever a newer operator would put into them.
 *
 * <p>Only what the user says belongs here, never what the operator adds. Of secure settings that is a number which grows
 * with every change of them.
 */
public record PodInputs(
        String version,
        String image,
        String pool,
        List<NodeRole> roles,
        ResourceRequirements resources,
        String heap,
        Map<String, Object> clusterConfig,
        Map<String, Object> config,
        Map<String, Object> podTemplate,
        Placement placement,
        Kernel kernel,
        Boolean httpPlain,
        Integer secureSettingsGeneration,
        String restartTrigger) {

    /** What the spec says about the pods of a pool, without secure settings. */
    public static PodInputs of(ElasticCluster cluster, NodePool pool) {
        return of(cluster, pool, OptionalInt.empty());
    }

    /**
     * What the spec says about the pods of a pool.
     *
     * @param secureSettings generation of the cluster's secure settings; empty when it has none and never had
     */
    public static PodInputs of(ElasticCluster cluster, NodePool pool, OptionalInt secureSettings) {
        ElasticClusterSpec spec = cluster.getSpec();
        return new PodInputs(
                spec.version(),
                spec.image(),
                pool.name(),
                pool.roles(),
                pool.resources(),
                pool.heap(),
                spec.config(),
                pool.config(),
                pool.podTemplate(),
                spec.placement(),
                spec.kernel(),
                spec.http().tls().disabled(),
                secureSettings.isPresent() ? secureSettings.getAsInt() : null,
                spec.update().restartTrigger());
    }

    /** Name of the pool's revision: ten hex digits. */
    public String revision() {
        return Digest.shortOf(this);
    }
}
