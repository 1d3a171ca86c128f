package dev.shardwright.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryMetricsTest {
    private static final ResourceID ID = new ResourceID("backups", "ns");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RepositoryMetrics metrics = new RepositoryMetrics(registry);

    @ParameterizedTest
    @CsvSource({"True, 1", "False, 0", "Unknown, 0"})
    void onlyReadyIsReady(String condition, double expected) {
        metrics.tell(ID, status("conditions: [{type: Ready, status: '" + condition + "'}]"));
        assertThat(registry.get("shardwright.snapshot.repository.ready")
                        .tags("namespace", "ns", "name", "backups")
                        .gauge()
                        .value())
                .isEqualTo(expected);
    }

    @Test
    void seriesGoesWithTheRepository() {
        metrics.tell(ID, status("conditions: []"));
        assertThat(registry.getMeters()).hasSize(1);
        metrics.forget(ID);
        assertThat(registry.getMeters()).isEmpty();
    }

    private static SnapshotRepositoryStatus status(String yaml) {
        return Serialization.unmarshal(yaml, SnapshotRepositoryStatus.class);
    }
}
