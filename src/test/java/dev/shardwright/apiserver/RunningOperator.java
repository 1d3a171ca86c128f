package dev.shardwright.apiserver;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.cluster.ElasticClusterReconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The real reconciler in a real operator, for one namespace. Its requests bear its name as user agent. */
final class RunningOperator implements AutoCloseable {
    private final AtomicInteger passes = new AtomicInteger();
    private final KubernetesClient client;
    private final ElasticClusterReconciler reconciler;
    private final Operator operator;

    RunningOperator(ApiServer server, String namespace, String userAgent) {
        client = server.client(userAgent);
        reconciler = new ElasticClusterReconciler(client, InstantSource.system(), new ClusterDirectory(), false);
        operator = new Operator(
                o -> o.withKubernetesClient(client).withCloseClientOnStop(false).withMetrics(new Metrics() {
                    @Override
                    public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
                        passes.incrementAndGet();
                    }
                }));
        operator.<ElasticCluster>register(reconciler, o -> o.settingNamespaces(namespace));
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
        client.close();
    }
}
