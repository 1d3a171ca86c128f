package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.security.LeafRequest;
import dev.shardwright.support.Names;
import java.util.List;

/** What the certificates of a cluster stand for. */
record CertificateNames(ElasticCluster cluster) {

    /** All nodes share one transport certificate. */
    LeafRequest transport() {
        String name = cluster.getMetadata().getName();
        return new LeafRequest(name, List.of("*." + service(Names.nodesService(name))), List.of());
    }

    LeafRequest http() {
        String name = cluster.getMetadata().getName();
        String http = Names.httpService(name);
        return new LeafRequest(
                http,
                List.of(
                        http,
                        http + "." + cluster.getMetadata().getNamespace(),
                        service(http),
                        service(http) + ".cluster.local",
                        "*." + service(Names.nodesService(name)),
                        "localhost"),
                List.of("127.0.0.1"));
    }

    private String service(String service) {
        return service + "." + cluster.getMetadata().getNamespace() + ".svc";
    }
}
