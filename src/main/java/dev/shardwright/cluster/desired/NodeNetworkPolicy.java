package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;

/** Transport for the cluster's own nodes alone; HTTP for everybody, who needs a password there. */
public final class NodeNetworkPolicy {
    private NodeNetworkPolicy() {}

    /** The policy of a cluster. */
    public static NetworkPolicy of(ElasticCluster cluster) {
        String name = cluster.getMetadata().getName();
        return new NetworkPolicyBuilder()
                .withMetadata(Owned.metadata(cluster, Names.networkPolicy(name)).build())
                .withNewSpec()
                .withPolicyTypes("Ingress")
                .withNewPodSelector()
                .withMatchLabels(Labels.selector(name))
                .endPodSelector()
                .addNewIngress()
                .withPorts(port(Names.TRANSPORT_PORT))
                .addNewFrom()
                .withNewPodSelector()
                .withMatchLabels(Labels.selector(name))
                .endPodSelector()
                .endFrom()
                .endIngress()
                .addNewIngress()
                .withPorts(port(Names.HTTP_PORT), port(Names.READINESS_PORT))
                .endIngress()
                .endSpec()
                .build();
    }

    private static NetworkPolicyPort port(int number) {
        return new NetworkPolicyPort(null, new IntOrString(number), "TCP");
    }
}
