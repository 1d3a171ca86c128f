package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRef;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Whether a change of something else in the namespace may change what a schedule does. */
final class Concern {
    private Concern() {}

    /** Its own runs, and whoever has one of their names. */
    static boolean ofSnapshot(SnapshotSchedule schedule, Snapshot snapshot) {
        return isCalledAfter(schedule, snapshot.getMetadata().getName());
    }

    /** Its own drills, and whoever reads one of its snapshots. */
    static boolean ofRestore(SnapshotSchedule schedule, Restore restore) {
        return isCalledAfter(schedule, restore.getMetadata().getName())
                || Optional.ofNullable(restore.getSpec().snapshotRef())
                        .map(SnapshotRef::name)
                        .or(() -> Optional.ofNullable(restore.getSpec().snapshot()))
                        .filter(name -> isCalledAfter(schedule, name))
                        .isPresent();
    }

    /** The one that its runs go to, and that of its drills. */
    static boolean ofRepository(SnapshotSchedule schedule, SnapshotRepository repository) {
        return repository.getMetadata().getName().equals(repository(schedule)) || isThrowAway(schedule, repository);
    }

    /** The one that is thrown away after a drill. */
    static boolean ofCluster(SnapshotSchedule schedule, ElasticCluster cluster) {
        return isThrowAway(schedule, cluster);
    }

    /** Name of the SnapshotRepository that the runs go to. */
    static String repository(SnapshotSchedule schedule) {
        return schedule.getSpec().template().spec().repositoryRef().name();
    }

    private static boolean isThrowAway(SnapshotSchedule schedule, HasMetadata object) {
        return object.getMetadata()
                .getName()
                .equals(RunName.throwAway(schedule.getMetadata().getName()));
    }

    private static boolean isCalledAfter(SnapshotSchedule schedule, String name) {
        return name.startsWith(schedule.getMetadata().getName() + "-");
    }
}
