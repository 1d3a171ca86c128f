package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a schedule is planned from.
 *
 * @param schedule    the resource
 * @param runs        its Snapshots, the newest first
 * @param drills      the Restores of its drills, the newest first
 * @param repository  the one in the template, if it is there
 * @param cluster     the ElasticCluster that the repository is registered on, if it is one and is there
 * @param drillPlaces who has the names that a throw-away cluster and its repository need
 * @param inUse       names of Snapshots, and of snapshots in repositories, that Restores read or are going to
 * @param foreign     names of Snapshots and Restores in the namespace that are not those above
 * @param scratch     what the last drill left behind; empty when nobody has asked yet
 */
record ScheduleView(
        SnapshotSchedule schedule,
        List<Run> runs,
        List<DrillRun> drills,
        Optional<SnapshotRepository> repository,
        Optional<ElasticCluster> cluster,
        DrillPlaces drillPlaces,
        Set<String> inUse,
        Set<String> foreign,
        Optional<Scratch> scratch) {

    ScheduleView {
        runs = List.copyOf(runs);
        drills = List.copyOf(drills);
        inUse = Set.copyOf(inUse);
        foreign = Set.copyOf(foreign);
    }

    /** Who has the two names of a throw-away drill. */
    record DrillPlaces(Place cluster, Place repository) {}

    /** What is there in all namespaces. */
    record Objects(
            List<Snapshot> snapshots,
            List<Restore> restores,
            List<SnapshotRepository> repositories,
            List<ElasticCluster> clusters) {}

    static ScheduleView of(SnapshotSchedule schedule, Objects all, Optional<Scratch> scratch) {
        String name = schedule.getMetadata().getName();
        List<Snapshot> snapshots = near(schedule, all.snapshots());
        List<Restore> restores = near(schedule, all.restores());
        List<Run> runs = snapshots.stream()
                .flatMap(s -> Run.of(name, s).stream())
                .sorted(Comparator.comparing(Run::due).reversed())
                .toList();
        List<DrillRun> drills = restores.stream()
                .flatMap(r -> DrillRun.of(schedule, r).stream())
                .sorted(Comparator.comparing(DrillRun::due).reversed())
                .toList();
        Optional<SnapshotRepository> repository =
                called(schedule.getSpec().template().spec().repositoryRef().name(), near(schedule, all.repositories()));
        Set<String> ours = Stream.concat(
                        runs.stream().map(Run::name), drills.stream().map(DrillRun::name))
                .collect(Collectors.toSet());
        return new ScheduleView(
                schedule,
                runs,
                drills,
                repository,
                repository
                        .map(r -> r.getSpec().clusterRef())
                        .map(ClusterRef::name)
                        .flatMap(cluster -> called(cluster, near(schedule, all.clusters()))),
                new DrillPlaces(
                        Place.of(schedule, called(RunName.throwAway(name), near(schedule, all.clusters()))),
                        Place.of(schedule, called(RunName.throwAway(name), near(schedule, all.repositories())))),
                restores.stream().flatMap(ScheduleView::reads).collect(Collectors.toSet()),
                Stream.<HasMetadata>concat(snapshots.stream(), restores.stream())
                        .map(o -> o.getMetadata().getName())
                        .filter(o -> !ours.contains(o))
                        .collect(Collectors.toSet()),
                scratch);
    }

    /** Name of the schedule. */
    String name() {
        return schedule.getMetadata().getName();
    }

    /** The newest good snapshot: it is never deleted. */
    Optional<Run> newestGood() {
        return runs.stream().filter(Run::isGood).findFirst();
    }

    RepositoryState repositoryState() {
        return RepositoryState.of(
                schedule.getSpec().template().spec().repositoryRef().name(), repository);
    }

    /** One that is being deleted may still read. */
    private static Stream<String> reads(Restore restore) {
        boolean ended = restore.getStatus() != null && restore.getStatus().finishedAt() != null;
        return ended
                ? Stream.empty()
                : Stream.of(
                                Optional.ofNullable(restore.getSpec().snapshotRef())
                                        .map(ref -> ref.name()),
                                Optional.ofNullable(restore.getSpec().snapshot()))
                        .flatMap(Optional::stream);
    }

    private static <T extends HasMetadata> List<T> near(SnapshotSchedule schedule, List<T> objects) {
        return objects.stream()
                .filter(o -> o.getMetadata()
                        .getNamespace()
                        .equals(schedule.getMetadata().getNamespace()))
                .toList();
    }

    private static <T extends HasMetadata> Optional<T> called(String name, List<T> objects) {
        return objects.stream()
                .filter(o -> o.getMetadata().getName().equals(name))
                .findFirst();
    }
}
