package dev.shardwright.cluster.report;

import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.support.ResourceGauges;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/**
 * The plan as a metric: {@code shardwright_plan_nodes}, the number of nodes of a cluster by intent and by the rule that
 * holds them back ("none" when nothing does).
 */
public final class PlanMetrics {
    private final ResourceGauges gauges;

    /** Reports to the registry. */
    public PlanMetrics(MeterRegistry registry) {
        gauges = new ResourceGauges(
                registry,
                "shardwright.plan.nodes",
                "",
                "Nodes of an ElasticCluster by what is to happen with them and which rule holds that back");
    }

    /** Tells what a plan holds. Not called for one cluster by two threads at once. */
    public void tell(ResourceID cluster, Plan plan) {
        Map<Tags, Long> counts = new HashMap<>();
        plan.nodes().forEach(node -> counts.merge(tags(node), 1L, Long::sum));
        gauges.tell(cluster, counts);
    }

    /** Forgets a cluster. */
    public void forget(ResourceID cluster) {
        gauges.forget(cluster);
    }

    private static Tags tags(NodePlan node) {
        return Tags.of(
                "intent",
                node.intent().name(),
                "rule",
                node.blockedBy().map(Enum::name).orElse("none"));
    }
}
