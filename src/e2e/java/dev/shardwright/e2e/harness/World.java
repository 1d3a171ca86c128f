package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What a whole run has one of. */
final class World implements AutoCloseable {
    /** Closing a port-forward, and an API version alpha, are nothing to warn of. */
    private static final List<Logger> TOO_LOUD = Stream.of(
                    "io.fabric8.kubernetes.client.vertx.VertxWebSocket",
                    "io.fabric8.kubernetes.client.dsl.internal.PortForwarderWebsocketListener",
                    "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils")
            .map(Logger::getLogger)
            .toList();

    static {
        TOO_LOUD.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final Hosts hosts = new Hosts(client);
    private final Operator operator = new Operator(client, hosts);
    private final AuditLog audit = AuditLog.ofRun();
    private final Figures figures = new Figures();
    private final LocalKubernetes local = new LocalKubernetes();
    private final SharedCluster shared = new SharedCluster(client);

    KubernetesClient client() {
        return client;
    }

    Hosts hosts() {
        return hosts;
    }

    Operator operator() {
        return operator;
    }

    AuditLog audit() {
        return audit;
    }

    Figures figures() {
        return figures;
    }

    LocalKubernetes local() {
        return local;
    }

    SharedCluster shared() {
        return shared;
    }

    /** The namespaces that tests have open now. */
    List<Space> open() {
        return Space.open();
    }

    @Override
    public void close() {
        shared.close();
        Space.open().forEach(Space::close);
        hosts.close();
        client.close();
    }
}
