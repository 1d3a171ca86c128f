package dev.shardwright.cluster.report;

import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.Plan;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The plan as a metric: {@code shardwright_plan_nodes}, the number of nodes of a cluster by intent and by the rule that
 * holds them back ("none" when nothing does).
 */
public final class PlanMetrics {
    private static final String NAME = "shardwright.plan.nodes";

    private final MeterRegistry registry;
    private final Map<ResourceID, Map<Key, Row>> rows = new ConcurrentHashMap<>();

    /** Reports to the registry. */
    public PlanMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(String intent, String rule) {
        static Key of(NodePlan node) {
            return new Key(
                    node.intent().name(), node.blockedBy().map(Enum::name).orElse("none"));
        }
    }

    private record Row(AtomicInteger count, Meter meter) {}

    /** Tells what a plan holds. Not called for one cluster by two threads at once. */
    public void tell(ResourceID cluster, Plan plan) {
        Map<Key, Integer> counts = new HashMap<>();
        plan.nodes().forEach(node -> counts.merge(Key.of(node), 1, Integer::sum));
        Map<Key, Row> known = rows.computeIfAbsent(cluster, c -> new HashMap<>());
        counts.forEach((key, count) ->
                known.computeIfAbsent(key, k -> register(cluster, k)).count().set(count));
        known.entrySet().removeIf(row -> {
            boolean over = !counts.containsKey(row.getKey());
            if (over) {
                registry.remove(row.getValue().meter());
            }
            return over;
        });
    }

    /** Forgets a cluster. */
    public void forget(ResourceID cluster) {
        Map<Key, Row> gone = rows.remove(cluster);
        if (gone != null) {
            gone.values().forEach(row -> registry.remove(row.meter()));
        }
    }

    private Row register(ResourceID cluster, Key key) {
        AtomicInteger count = new AtomicInteger();
        Meter meter = Gauge.builder(NAME, count, AtomicInteger::get)
                .description("Nodes of an ElasticCluster by what is to happen with them and which rule holds that back")
                .tag("namespace", cluster.getNamespace().orElse(""))
                .tag("name", cluster.getName())
                .tag("intent", key.intent())
                .tag("rule", key.rule())
                .register(registry);
        return new Row(count, meter);
    }
}
