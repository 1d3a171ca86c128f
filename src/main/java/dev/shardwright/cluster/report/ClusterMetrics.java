package dev.shardwright.cluster.report;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;

/** All metrics about clusters. */
public final class ClusterMetrics {
    private final PlanMetrics plans;
    private final SizeMetrics sizes;
    private final CertificateMetrics certificates;

    /** Reports to the registry. */
    public ClusterMetrics(MeterRegistry registry) {
        plans = new PlanMetrics(registry);
        sizes = new SizeMetrics(registry);
        certificates = new CertificateMetrics(registry);
    }

    /** Tells what a pass found. Not called for one cluster by two threads at once. */
    public void tell(Report report) {
        ResourceID cluster = ResourceID.fromResource(report.cluster());
        plans.tell(cluster, report.plan());
        sizes.tell(cluster, report.sizes());
        certificates.tell(cluster, report.credentials().certificates());
    }

    /** Forgets a cluster. */
    public void forget(ResourceID cluster) {
        plans.forget(cluster);
        sizes.forget(cluster);
        certificates.forget(cluster);
    }
}
