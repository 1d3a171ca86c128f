package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.RepositoryDeletion;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import java.time.Instant;

/** The same place, registered on the cluster of a drill, which only reads. */
final class DrillRepository {
    private DrillRepository() {}

    static SnapshotRepository of(SnapshotSchedule schedule, SnapshotRepository model, Instant due) {
        String name = RunName.throwAway(schedule.getMetadata().getName());
        SnapshotRepositorySpec spec = model.getSpec();
        SnapshotRepository repository = new SnapshotRepository();
        repository.setMetadata(Owner.metadata(schedule, name, due));
        repository.setSpec(new SnapshotRepositorySpec(
                new ClusterRef(name),
                null,
                null,
                spec.s3(),
                spec.fs(),
                true,
                spec.settings(),
                false,
                RepositoryDeletion.Retain));
        return repository;
    }
}
