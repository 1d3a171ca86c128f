package dev.shardwright.cluster.report;

import dev.shardwright.api.AutoscalingStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Autoscaled pools as a metric: {@code shardwright_autoscaling_replicas}, the number of nodes that a pool is to have, by
 * the reason for it.
 */
public final class SizeMetrics {
    private static final String NAME = "shardwright.autoscaling.replicas";

    private final MeterRegistry registry;
    private final Map<ResourceID, Told> told = new ConcurrentHashMap<>();

    private record Told(List<AutoscalingStatus> sizes, List<Meter> meters) {}

    /** Reports to the registry. */
    public SizeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Tells what was decided. Not called for one cluster by two threads at once. */
    public void tell(ResourceID cluster, List<AutoscalingStatus> sizes) {
        Told before = told.get(cluster);
        if (before == null ? !sizes.isEmpty() : !before.sizes().equals(sizes)) {
            forget(cluster);
            told.put(
                    cluster,
                    new Told(
                            sizes, sizes.stream().map(e -> register(cluster, e)).toList()));
        }
    }

    /** Forgets a cluster. */
    public void forget(ResourceID cluster) {
        Told gone = told.remove(cluster);
        if (gone != null) {
            gone.meters().forEach(registry::remove);
        }
    }

    private Meter register(ResourceID cluster, AutoscalingStatus entry) {
        return Gauge.builder(NAME, entry::replicas)
                .description("Nodes that autoscaling wants a pool of an ElasticCluster to have, by the reason for it")
                .tag("namespace", cluster.getNamespace().orElse(""))
                .tag("name", cluster.getName())
                .tag("pool", entry.pool())
                .tag("reason", entry.reason())
                .strongReference(true)
                .register(registry);
    }
}
