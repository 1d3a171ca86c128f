package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Repeatedly;
import dev.shardwright.e2e.harness.Space;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Changes an annotation of one pod after the other, which is a reason for a pass over its cluster, and for nothing else. */
final class Touches implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int CLUSTERS_A_CONNECTION = 2;
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final Space space;
    private final List<String> pods;
    private final AtomicLong next = new AtomicLong();
    private final List<Repeatedly> workers;

    private Touches(SimulatedClusters clusters, int connections, Duration interval) {
        this.space = clusters.space();
        // One pod of each cluster.
        this.pods =
                clusters.pods().stream().filter(name -> name.endsWith("data-0")).toList();
        this.workers = IntStream.range(0, connections)
                .mapToObj(i -> Repeatedly.every("touch", interval, this::one))
                .toList();
    }

    /** About so many in a second for each cluster, evenly spread. */
    static Touches regular(SimulatedClusters clusters, int aSecond) {
        int connections = Math.ceilDiv(clusters.size(), CLUSTERS_A_CONNECTION);
        return new Touches(
                clusters, connections, Duration.ofSeconds(connections).dividedBy((long) aSecond * clusters.size()));
    }

    /** As many as the API server takes. */
    static Touches asFastAsPossible(SimulatedClusters clusters) {
        return new Touches(clusters, CONNECTIONS, Duration.ofMillis(1));
    }

    /** How many there were so far. */
    int made() {
        return workers.stream().mapToInt(Repeatedly::times).sum();
    }

    private void one() {
        long number = next.getAndIncrement();
        space.client()
                .pods()
                .inNamespace(space.name())
                .withName(pods.get((int) (number % pods.size())))
                .patch(MERGE, "{\"metadata\":{\"annotations\":{\"bench/touched\":\"" + number + "\"}}}");
    }

    @Override
    public void close() {
        workers.forEach(Repeatedly::close);
    }
}
