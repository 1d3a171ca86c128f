package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.Kernel;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.api.Placement;
import dev.shardwright.api.SecretRef;
import dev.shardwright.support.Digest;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;

/**
 * All that a user's spec says about the pods of one pool. Its digest names the pool's revision: as long as it stays the
 * same, pods stay as they were made, whatever a newer operator would put into them.
 *
 * <p>Only values of the spec belong here, never what the operator adds.
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
        String httpSecret,
        List<SecretRef> secureSettings,
        String restartTrigger) {

    /** What the spec says about the pods of a pool. */
    public static PodInputs of(ElasticCluster cluster, NodePool pool) {
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
                spec.http().tls().secretName(),
                spec.secureSettings(),
                spec.update().restartTrigger());
    }

    /** Name of the pool's revision: ten hex digits. */
    public String revision() {
        return Digest.shortOf(this);
    }
}
