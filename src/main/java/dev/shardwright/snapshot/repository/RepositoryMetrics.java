package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.support.Conditions;
import dev.shardwright.support.ResourceGauges;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;

/** Whether repositories are ready, as a metric: {@code shardwright_snapshot_repository_ready}, 1 for yes, else 0. */
final class RepositoryMetrics {
    private final ResourceGauges gauges;

    /** Reports to the registry. */
    RepositoryMetrics(MeterRegistry registry) {
        gauges = new ResourceGauges(
                registry,
                "shardwright.snapshot.repository.ready",
                "",
                "1 if every node can use a SnapshotRepository, 0 if one cannot or it is not known");
    }

    /** Tells what a status says. Not called for one repository by two threads at once. */
    void tell(ResourceID repository, SnapshotRepositoryStatus status) {
        boolean ready = Conditions.find(status.conditions(), "Ready")
                .filter(c -> c.getStatus().equals("True"))
                .isPresent();
        gauges.tell(repository, Map.of(Tags.empty(), ready ? 1L : 0L));
    }

    /** Forgets a repository. */
    void forget(ResourceID repository) {
        gauges.forget(repository);
    }
}
