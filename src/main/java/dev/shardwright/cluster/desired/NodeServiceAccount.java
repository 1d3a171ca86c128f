package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;

/** The service account of the pods: no rights, no token. */
public final class NodeServiceAccount {
    private NodeServiceAccount() {}

    /** The account of a cluster. */
    public static ServiceAccount of(ElasticCluster cluster) {
        return new ServiceAccountBuilder()
                .withMetadata(Owned.metadata(
                                cluster,
                                Names.serviceAccount(cluster.getMetadata().getName()))
                        .build())
                .withAutomountServiceAccountToken(false)
                .build();
    }
}
