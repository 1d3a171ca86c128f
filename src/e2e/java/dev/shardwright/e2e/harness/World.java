package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What a whole run has one of. Of the tests, or of the benchmark. */
public final class World implements AutoCloseable {
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

    public KubernetesClient client() {
        return client;
    }

    public Hosts hosts() {
        return hosts;
    }

    public Operator operator() {
        return operator;
    }

    public AuditLog audit() {
        return audit;
    }

    public Figures figures() {
        return figures;
    }

    public LocalKubernetes local() {
        return local;
    }

    public SharedCluster shared() {
        return shared;
    }

    /** For namespaces; whoever asked closes it. */
    public Spaces spaces() {
        return new Spaces(client);
    }

    /** The namespaces that tests have open now. */
    List<Space> open() {
        return Space.open();
    }

    /** Removes what is left of the run. */
    @Override
    public void close() {
        shared.close();
        Space.open().forEach(Space::close);
        hosts.close();
        client.close();
    }
}
