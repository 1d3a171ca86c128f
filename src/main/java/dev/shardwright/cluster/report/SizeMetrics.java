package dev.shardwright.cluster.report;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.support.ResourceGauges;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Autoscaled pools as a metric: {@code shardwright_autoscaling_replicas}, the number of nodes that a pool is to have, by
 * the reason for it.
 */
public final class SizeMetrics {
    private final ResourceGauges gauges;

    /** Reports to the registry. */
    public SizeMetrics(MeterRegistry registry) {
        gauges = new ResourceGauges(
                registry,
                "shardwright.autoscaling.replicas",
                "",
                "Nodes that autoscaling wants a pool of an ElasticCluster to have, by the reason for it");
    }

    /** Tells what was decided. Not called for one cluster by two threads at once. */
    public void tell(ResourceID cluster, List<AutoscalingStatus> sizes) {
        Map<Tags, Long> replicas = new HashMap<>();
        sizes.forEach(e -> replicas.put(
                Tags.of("pool", e.pool(), "reason", e.reason()), e.replicas().longValue()));
        gauges.tell(cluster, replicas);
    }

    /** Forgets a cluster. */
    public void forget(ResourceID cluster) {
        gauges.forget(cluster);
    }
}
