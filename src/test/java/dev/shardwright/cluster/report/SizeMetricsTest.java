package dev.shardwright.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.AutoscalingStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of sizes: as a metric, and as events. */
class SizeMetricsTest {
    private static final ResourceID ID = new ResourceID("es", "ns");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SizeMetrics metrics = new SizeMetrics(registry);

    private static AutoscalingStatus entry(String pool, int replicas, String storage, String reason) {
        return new AutoscalingStatus(pool, replicas, storage, reason, "why", null, null, null, null);
    }

    @Test
    void eachPoolHasItsNumberOfNodesAndItsReason() {
        metrics.tell(ID, List.of(entry("hot", 3, "1Gi", "Steady"), entry("warm", 2, "1Gi", "AtMaximum")));
        metrics.tell(ID, List.of(entry("hot", 4, "1Gi", "ScaledUp"), entry("warm", 2, "1Gi", "AtMaximum")));
        assertThat(registry.getMeters()).hasSize(2);
        assertThat(registry.get("shardwright.autoscaling.replicas")
                        .tags("namespace", "ns", "name", "es", "pool", "hot", "reason", "ScaledUp")
                        .gauge()
                        .value())
                .isEqualTo(4);
        metrics.forget(ID);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void clusterWithoutAutoscalingHasNone() {
        metrics.tell(ID, List.of());
        assertThat(registry.getMeters()).isEmpty();
        metrics.tell(ID, List.of(entry("hot", 3, "1Gi", "Steady")));
        metrics.tell(ID, List.of());
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void changedSizesAndReachedBoundsAreEvents() {
        List<AutoscalingStatus> before = List.of(
                entry("more", 3, "1Gi", "Steady"),
                entry("larger", 3, "1Gi", "Steady"),
                entry("bound", 3, "1Gi", "Steady"),
                entry("still", 3, "1Gi", "AtMaximum"),
                entry("same", 3, "1Gi", "Steady"));
        List<AutoscalingStatus> after = List.of(
                entry("more", 4, "1Gi", "ScaledUp"),
                entry("larger", 3, "2Gi", "StorageGrown"),
                entry("bound", 3, "1Gi", "AtMaximum"),
                entry("still", 3, "1Gi", "AtMaximum"),
                entry("same", 3, "1Gi", "CoolingDown"),
                entry("new", 3, "1Gi", "Unknown"));
        assertThat(EventReport.scaled(before, after))
                .extracting(AutoscalingStatus::pool)
                .containsExactly("more", "larger", "bound");
    }
}
