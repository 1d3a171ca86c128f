package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.snapshot.schedule.Change.Kind;
import java.util.Optional;

/**
 * The cluster of a throw-away drill and the repository on it. They are wanted for as long as the Restore goes on, which is
 * made before them: it is the record of the drill, and waits for both. Without it they go, whoever took it away.
 *
 * @param isOpen whether there is anything to do or to wait for
 * @param change what to do
 */
record ThrowAwayPlaces(boolean isOpen, Optional<Change> change) {

    static ThrowAwayPlaces of(ScheduleView view) {
        Optional<DrillRun> drill = view.drills().stream()
                .filter(DrillRun::throwsAway)
                .filter(DrillRun::isUnderWay)
                .findFirst();
        if (drill.isPresent()) {
            // What is missing after the start is not made again: the Restore ends by itself.
            return new ThrowAwayPlaces(true, drill.get().started() ? Optional.empty() : build(view, drill.get()));
        }
        Place repository = view.drillPlaces().repository();
        Place cluster = view.drillPlaces().cluster();
        String name = RunName.throwAway(view.name());
        return new ThrowAwayPlaces(
                repository.uid().isPresent() || cluster.uid().isPresent(),
                removal(Kind.SnapshotRepository, name, repository)
                        .or(() -> removal(Kind.ElasticCluster, name, cluster)));
    }

    private static Optional<Change> build(ScheduleView view, DrillRun drill) {
        SnapshotSchedule schedule = view.schedule();
        if (obstacle(view).isPresent()) {
            return Optional.of(new Change.Delete(
                    Kind.Restore, drill.name(), drill.uid(), obstacle(view).get()));
        }
        if (view.drillPlaces().cluster().isFree()) {
            return Optional.of(
                    new Change.Create(DrillCluster.of(schedule, view.cluster().orElseThrow(), drill.due())));
        }
        return view.drillPlaces().repository().isFree()
                ? Optional.of(new Change.Create(
                        DrillRepository.of(schedule, view.repository().orElseThrow(), drill.due())))
                : Optional.empty();
    }

    /** Why there can be no such drill now; empty when there can. */
    static Optional<String> obstacle(ScheduleView view) {
        if (view.schedule().getSpec().drill() == null
                || view.schedule().getSpec().drill().throwAwayCluster() == null) {
            return Optional.of("spec.drill.throwAwayCluster was taken away");
        }
        String name = RunName.throwAway(view.name());
        if (view.drillPlaces().cluster().isTaken()) {
            return Optional.of("there is an ElasticCluster " + name + " that is not the drill's: rename it or this");
        }
        if (view.drillPlaces().repository().isTaken()) {
            return Optional.of("there is a SnapshotRepository " + name + " that is not the drill's: rename it or this");
        }
        if (view.repository().isEmpty()) {
            return Optional.of(view.repositoryState().message());
        }
        if (view.repository().get().getSpec().clusterRef() == null) {
            return Optional.of(
                    "spec.drill.throwAwayCluster needs a repository with clusterRef: its cluster is the model;"
                            + " use scratchIndices");
        }
        return view.cluster().isEmpty()
                ? Optional.of("the ElasticCluster of the repository is missing: it is the model for the drill's")
                : Optional.empty();
    }

    private static Optional<Change> removal(Kind kind, String name, Place place) {
        return place.uid()
                .filter(uid -> !place.deleting())
                .map(uid -> new Change.Delete(kind, name, uid, "the drill has ended"));
    }
}
