package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.HttpService;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The two Services of a cluster. */
public final class Services {
    private Services() {}

    /** Headless: every node, ready or not, so that nodes find each other before a cluster exists. */
    public static Service nodes(ElasticCluster cluster) {
        String name = cluster.getMetadata().getName();
        return new ServiceBuilder()
                .withMetadata(Owned.metadata(cluster, Names.nodesService(name)).build())
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Labels.selector(name))
                .addNewPort()
                .withName("transport")
                .withProtocol("TCP")
                .withPort(Names.TRANSPORT_PORT)
                .withTargetPort(new IntOrString(Names.TRANSPORT_PORT))
                .endPort()
                .endSpec()
                .build();
    }

    /** What clients use: ready nodes only. Fields that load balancer controllers set are left to them. */
    public static Service http(ElasticCluster cluster) {
        String name = cluster.getMetadata().getName();
        HttpService wanted = cluster.getSpec().http().service();
        return new ServiceBuilder()
                .withMetadata(Owned.metadata(cluster, Names.httpService(name))
                        .addToAnnotations(wanted.annotations())
                        .build())
                .withNewSpec()
                .withType(wanted.type().name())
                .withSelector(Labels.selector(name))
                .addNewPort()
                .withName(cluster.getSpec().http().tls().enabled() ? "https" : "http")
                .withProtocol("TCP")
                .withPort(Names.HTTP_PORT)
                .withTargetPort(new IntOrString(Names.HTTP_PORT))
                .endPort()
                .endSpec()
                .build();
    }
}
