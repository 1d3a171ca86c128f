package dev.shardwright.snapshot.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleMetricsTest {
    private static final ResourceID ID = new ResourceID("nightly", "ns");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScheduleMetrics metrics = new ScheduleMetrics(registry);

    @Test
    void whatHasNeverHappenedHasNoSeries() {
        metrics.tell(ID, status("kept: 0"));
        assertThat(registry.getMeters()).hasSize(1);
        assertThat(value("kept")).isZero();
    }

    @Test
    void timesAreSecondsSince1970() {
        metrics.tell(ID, status("""
                kept: 3
                lastSuccess: {name: a, at: "2026-11-22T02:01:00Z"}
                lastFailure: {name: b, at: "2026-11-20T02:01:00Z"}
                lastMissed: {name: c, at: "2026-11-21T02:00:00Z"}
                lastProof: {name: d, at: "2026-11-15T05:09:00Z"}
                """));
        assertThat(value("kept")).isEqualTo(3);
        assertThat(value("last.success.timestamp")).isEqualTo(seconds("2026-11-22T02:01:00Z"));
        assertThat(value("last.failure.timestamp")).isEqualTo(seconds("2026-11-21T02:00:00Z"));
        assertThat(value("last.proof.timestamp")).isEqualTo(seconds("2026-11-15T05:09:00Z"));
    }

    @Test
    void seriesGoWithWhatTheySpeakOf() {
        metrics.tell(ID, status("kept: 1\nlastSuccess: {name: a, at: '2026-11-22T02:01:00Z'}"));
        metrics.tell(ID, status("kept: 0"));
        assertThat(registry.getMeters()).hasSize(1);
        metrics.forget(ID);
        assertThat(registry.getMeters()).isEmpty();
    }

    private double value(String name) {
        return registry.get("shardwright.snapshot.schedule." + name)
                .tags("namespace", "ns", "name", "nightly")
                .gauge()
                .value();
    }

    private static double seconds(String time) {
        return Instant.parse(time).getEpochSecond();
    }

    private static SnapshotScheduleStatus status(String yaml) {
        return Serialization.unmarshal(yaml, SnapshotScheduleStatus.class);
    }
}
