package dev.shardwright.bench;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.bench.SimulatedElasticsearch.Mode;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Clusters that the operator takes for real ones: their pods exist, and the benchmark says that they run, at addresses where
 * it plays Elasticsearch. These are on the loopback device, and go with this object.
 */
final class SimulatedClusters implements AutoCloseable {
    private static final String RANGE = System.getenv("SIMULATED_NODES");
    private static final String ADDRESS = "198.18.0.";
    private static final int PODS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Space space;
    private final List<SimulatedElasticsearch> servers = new ArrayList<>();

    SimulatedClusters(Space space) {
        this.space = space;
        Bed.run("ip", "address", "replace", RANGE, "dev", "lo");
    }

    int size() {
        return servers.size();
    }

    Space space() {
        return space;
    }

    /** The names of their pods. */
    List<String> pods() {
        return space.client().pods().inNamespace(space.name()).list().getItems().stream()
                .map(p -> p.getMetadata().getName())
                .sorted()
                .toList();
    }

    String lastName() {
        return name(size() - 1);
    }

    private static String name(int i) {
        return "c" + i;
    }

    /** Adds clusters until there are so many, and waits until all are green. */
    void grow(int size) {
        Fleet fleet = Fleet.unscheduled(space, size);
        fleet.apply();
        fleet.awaitPods();
        for (int i = size(); i < size; i++) {
            servers.add(serve(i));
        }
        Waiting.until("all green", PATIENCE, () -> green() + " of " + size, () -> green() == size);
    }

    private SimulatedElasticsearch serve(int i) {
        List<Pod> pods =
                space
                        .client()
                        .pods()
                        .inNamespace(space.name())
                        .withLabel(Labels.CLUSTER, name(i))
                        .list()
                        .getItems()
                        .stream()
                        .sorted(Comparator.comparing(p -> p.getMetadata().getName()))
                        .toList();
        if (pods.size() != PODS) {
            throw new IllegalStateException(name(i) + " has " + pods.size() + " pods");
        }
        Secret certificate = space.client()
                .secrets()
                .inNamespace(space.name())
                .withName(Names.httpCertificates(name(i)))
                .require();
        String address = ADDRESS + (i + 1);
        SimulatedElasticsearch server =
                SimulatedElasticsearch.of(address, ServerCertificate.of(certificate), new EsAnswers(name(i), pods));
        pods.forEach(pod -> PlayedKubelet.runs(space.client(), pod, address));
        return server;
    }

    private long green() {
        return space.client().resources(ElasticCluster.class).inNamespace(space.name()).list().getItems().stream()
                .filter(c ->
                        c.getStatus() != null && "green".equals(c.getStatus().health()))
                .count();
    }

    /** Makes the last one answer or hang, and waits until the operator has noticed. */
    void last(Mode mode) {
        servers.getLast().turn(mode);
        Cluster cluster = space.cluster(lastName());
        Waiting.until(
                lastName() + " " + mode,
                PATIENCE,
                cluster::progress,
                () -> cluster.isGreen() == (mode == Mode.ANSWERS));
    }

    @Override
    public void close() {
        servers.forEach(SimulatedElasticsearch::close);
        Bed.run("ip", "address", "del", RANGE, "dev", "lo");
    }
}
