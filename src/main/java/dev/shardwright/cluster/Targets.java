package dev.shardwright.cluster;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.RunningNode;
import dev.shardwright.elasticsearch.Endpoint;
import dev.shardwright.elasticsearch.Target;
import java.util.List;

/** Which nodes of a cluster the operator asks, and how. */
final class Targets {
    private Targets() {}

    /** Ready nodes; when none is ready, those that run: they can say what they wait for. */
    static Target of(ElasticCluster cluster, Observation seen, Credentials credentials) {
        List<Endpoint> ready = endpoints(cluster, seen, NodeCondition.State.Member);
        return new Target(
                ready.isEmpty() ? endpoints(cluster, seen, NodeCondition.State.Joining) : ready,
                cluster.getSpec().http().tls().enabled(),
                Credentials.OPERATOR_USER,
                credentials.operatorPassword(),
                credentials.trustedCertificates(),
                credentials.pinnedCertificate());
    }

    private static List<Endpoint> endpoints(ElasticCluster cluster, Observation seen, NodeCondition.State state) {
        return seen.pods().stream()
                .filter(p -> NodeCondition.of(p).state() == state)
                .flatMap(p -> RunningNode.endpointOf(cluster.getMetadata().getName(), p).stream())
                .toList();
    }
}
