package dev.shardwright.apiserver;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.cluster.ElasticClusterReconciler;
import dev.shardwright.snapshot.once.SnapshotReconciler;
import dev.shardwright.snapshot.repository.SnapshotRepositoryReconciler;
import dev.shardwright.snapshot.restore.RestoreReconciler;
import dev.shardwright.snapshot.site.Doors;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The real reconcilers in a real operator, for one namespace. Its requests bear its name as user agent. */
final class RunningOperator implements AutoCloseable {
    private final AtomicInteger passes = new AtomicInteger();
    private final KubernetesClient client;
    private final Doors doors;
    private final ElasticClusterReconciler reconciler;
    private final SnapshotRepositoryReconciler repositories;
    private final SnapshotReconciler snapshots;
    private final RestoreReconciler restores;
    private final Operator operator;

    RunningOperator(ApiServer server, String namespace, String userAgent) {
        client = server.client(userAgent);
        ClusterDirectory clusters = new ClusterDirectory();
        InstantSource clock = InstantSource.system();
        doors = new Doors(clock);
        reconciler = new ElasticClusterReconciler(client, clock, clusters, false);
        repositories = new SnapshotRepositoryReconciler(client, clock, clusters, doors);
        snapshots = new SnapshotReconciler(client, clock, clusters, doors);
        restores = new RestoreReconciler(client, clock, clusters, doors);
        operator = new Operator(
                o -> o.withKubernetesClient(client).withCloseClientOnStop(false).withMetrics(new Metrics() {
                    @Override
                    public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
                        passes.incrementAndGet();
                    }
                }));
        operator.<ElasticCluster>register(reconciler, o -> o.settingNamespaces(namespace));
        operator.<SnapshotRepository>register(repositories, o -> o.settingNamespaces(namespace));
        operator.<Snapshot>register(snapshots, o -> o.settingNamespaces(namespace));
        operator.<Restore>register(restores, o -> o.settingNamespaces(namespace));
        operator.start();
    }

    /** How many passes have come to a good end. */
    int passes() {
        return passes.get();
    }

    @Override
    public void close() {
        operator.stop();
        reconciler.close();
        repositories.close();
        snapshots.close();
        restores.close();
        doors.close();
        client.close();
    }
}
