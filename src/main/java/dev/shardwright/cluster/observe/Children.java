package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/** The objects of clusters as they were last seen, the operator's own writes included. */
public interface Children {

    /** All objects of a kind that bear the cluster's name. */
    <T extends HasMetadata> List<T> list(Class<T> kind, ElasticCluster cluster);

    /** One object. */
    <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name);

    /** Remembers what the API server answered to a write. */
    <T extends HasMetadata> void remember(Class<T> kind, T written, Optional<T> before);
}
