package dev.shardwright.bench;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Space;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A cluster that waits while no operator runs: its first status is the end of the first reconcile. No pod is made for it. */
final class FirstReconcile implements ResourceEventHandler<ElasticCluster>, AutoCloseable {
    private static final long MINUTES = 2;

    private final Space space;
    private final String name;
    private final CompletableFuture<Instant> first = new CompletableFuture<>();
    private final SharedIndexInformer<ElasticCluster> watch;

    FirstReconcile(Space space, String name) {
        this.space = space;
        this.name = name;
        space.apply(ClusterManifest.load("single").named(name).put("/secureSettings", "[{secretName: absent}]"));
        this.watch = space.client()
                .resources(ElasticCluster.class)
                .inNamespace(space.name())
                .withName(name)
                .inform(this);
    }

    Instant await() {
        return first.orTimeout(MINUTES, TimeUnit.MINUTES).join();
    }

    @Override
    public void onAdd(ElasticCluster cluster) {
        look(cluster);
    }

    @Override
    public void onUpdate(ElasticCluster before, ElasticCluster after) {
        look(after);
    }

    private void look(ElasticCluster cluster) {
        if (cluster.getStatus() != null) {
            first.complete(Instant.now());
        }
    }

    @Override
    public void onDelete(ElasticCluster cluster, boolean unknown) {
        // When it is closed.
    }

    /** Twice does no harm. */
    @Override
    public void close() {
        watch.close();
        space.cluster(name).resource().delete();
    }
}
