package dev.shardwright.apiserver;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.cluster.ElasticClusterReconciler;
import dev.shardwright.snapshot.migration.MigrationReconciler;
import dev.shardwright.snapshot.once.SnapshotReconciler;
import dev.shardwright.snapshot.repository.SnapshotRepositoryReconciler;
import dev.shardwright.snapshot.restore.RestoreReconciler;
import dev.shardwright.snapshot.schedule.SnapshotScheduleReconciler;
import dev.shardwright.snapshot.site.Doors;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The real reconcilers in a real operator, for one namespace. Its requests bear its name as user agent. */
final class RunningOperator implements AutoCloseable {
    private final Map<String, Integer> passes = new ConcurrentHashMap<>(); // by kind
    private final KubernetesClient client;
    private final Doors doors;
    private final ElasticClusterReconciler reconciler;
    private final SnapshotRepositoryReconciler repositories;
    private final SnapshotReconciler snapshots;
    private final RestoreReconciler restores;
    private final SnapshotScheduleReconciler schedules;
    private final MigrationReconciler migrations;
    private final Operator operator;

    RunningOperator(ApiServer server, String namespace, String userAgent) {
        this(server, namespace, userAgent, InstantSource.system());
    }

    RunningOperator(ApiServer server, String namespace, String userAgent, InstantSource clock) {
        client = server.client(userAgent);
        ClusterDirectory clusters = new ClusterDirectory();
        doors = new Doors(clock);
        reconciler = new ElasticClusterReconciler(client, clock, clusters, false);
        repositories = new SnapshotRepositoryReconciler(client, clock, clusters, doors);
        snapshots = new SnapshotReconciler(client, clock, clusters, doors);
        restores = new RestoreReconciler(client, clock, clusters, doors);
        schedules = new SnapshotScheduleReconciler(client, clock, clusters, doors);
        migrations = new MigrationReconciler(client, clock, clusters, doors);
        operator = new Operator(
                o -> o.withKubernetesClient(client).withCloseClientOnStop(false).withMetrics(new Metrics() {
                    @Override
                    public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
                        passes.merge(resource.getKind(), 1, Integer::sum);
                    }
                }));
        operator.<ElasticCluster>register(reconciler, o -> o.settingNamespaces(namespace));
        operator.<SnapshotRepository>register(repositories, o -> o.settingNamespaces(namespace));
        operator.<Snapshot>register(snapshots, o -> o.settingNamespaces(namespace));
        operator.<Restore>register(restores, o -> o.settingNamespaces(namespace));
        operator.<SnapshotSchedule>register(schedules, o -> o.settingNamespaces(namespace));
        operator.<Migration>register(migrations, o -> o.settingNamespaces(namespace));
        operator.start();
    }

    /** How many passes have come to a good end. */
    int passes() {
        return passes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of them over resources of a kind. */
    int passes(String kind) {
        return passes.getOrDefault(kind, 0);
    }

    @Override
    public void close() {
        operator.stop();
        reconciler.close();
        repositories.close();
        snapshots.close();
        restores.close();
        schedules.close();
        migrations.close();
        doors.close();
        client.close();
    }
}
