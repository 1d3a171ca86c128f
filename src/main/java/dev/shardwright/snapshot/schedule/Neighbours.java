package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.support.LeanInformer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The caches of what schedules are planned from. What was just made is in them at once. */
final class Neighbours {
    private final InformerEventSource<Snapshot, SnapshotSchedule> snapshots;
    private final InformerEventSource<Restore, SnapshotSchedule> restores;
    private final InformerEventSource<SnapshotRepository, SnapshotSchedule> repositories;
    private final InformerEventSource<ElasticCluster, SnapshotSchedule> clusters;

    Neighbours(EventSourceContext<SnapshotSchedule> context) {
        snapshots = source(Snapshot.class, Concern::ofSnapshot, context);
        restores = source(Restore.class, Concern::ofRestore, context);
        repositories = source(SnapshotRepository.class, Concern::ofRepository, context);
        clusters = source(ElasticCluster.class, this::ofCluster, context);
    }

    List<EventSource<?, SnapshotSchedule>> sources() {
        return List.of(snapshots, restores, repositories, clusters);
    }

    /** What the caches hold of the schedule's namespace. */
    ScheduleView.Objects cached(SnapshotSchedule schedule) {
        return new ScheduleView.Objects(
                all(snapshots, schedule),
                all(restores, schedule),
                all(repositories, schedule),
                all(clusters, schedule));
    }

    /** What the API server itself holds of it: nothing that cannot be taken back is done after a look at caches alone. */
    static ScheduleView.Objects live(KubernetesClient client, String namespace) {
        return new ScheduleView.Objects(
                live(client, namespace, Snapshot.class),
                live(client, namespace, Restore.class),
                live(client, namespace, SnapshotRepository.class),
                live(client, namespace, ElasticCluster.class));
    }

    /** Puts what was just made into the caches. */
    void remember(HasMetadata made) {
        ResourceID id = ResourceID.fromResource(made);
        switch (made) {
            case Snapshot snapshot -> snapshots.handleRecentResourceCreate(id, snapshot);
            case Restore restore -> restores.handleRecentResourceCreate(id, restore);
            case SnapshotRepository repository -> repositories.handleRecentResourceCreate(id, repository);
            case ElasticCluster cluster -> clusters.handleRecentResourceCreate(id, cluster);
            default -> throw new IllegalArgumentException("schedules make no " + made.getKind());
        }
    }

    private boolean ofCluster(SnapshotSchedule schedule, ElasticCluster cluster) {
        return Concern.ofCluster(schedule, cluster)
                || repositories
                        .get(new ResourceID(
                                Concern.repository(schedule),
                                schedule.getMetadata().getNamespace()))
                        .map(r -> r.getSpec().clusterRef())
                        .filter(ref -> ref.name().equals(cluster.getMetadata().getName()))
                        .isPresent();
    }

    /** A list shows only what the watch has told; single look-ups know what was written since. */
    private static <T extends HasMetadata> List<T> all(
            InformerEventSource<T, SnapshotSchedule> source, SnapshotSchedule schedule) {
        return Stream.concat(
                        source.list(schedule.getMetadata().getNamespace(), object -> true)
                                .map(ResourceID::fromResource),
                        source.getSecondaryResources(schedule).stream().map(ResourceID::fromResource))
                .distinct()
                .flatMap(id -> source.get(id).stream())
                .toList();
    }

    private static <T extends HasMetadata> List<T> live(KubernetesClient client, String namespace, Class<T> kind) {
        return client.resources(kind).inNamespace(namespace).list().getItems();
    }

    private static <T extends HasMetadata> InformerEventSource<T, SnapshotSchedule> source(
            Class<T> kind, BiPredicate<SnapshotSchedule, T> concerns, EventSourceContext<SnapshotSchedule> context) {
        return new InformerEventSource<>(
                LeanInformer.on(kind, SnapshotSchedule.class, Neighbours::withoutHowItIs)
                        .withName(kind.getSimpleName())
                        .withSecondaryToPrimaryMapper(object -> concerned(kind.cast(object), concerns, context))
                        .withOnUpdateFilter((after, before) -> kind != ElasticCluster.class || isOther(after, before))
                        .build(),
                context);
    }

    private static void withoutHowItIs(HasMetadata object) {
        if (object instanceof ElasticCluster cluster) {
            cluster.setStatus(null);
        }
    }

    /** How a cluster is, concerns no schedule: whether it is there, and what is asked of it, does. */
    private static boolean isOther(HasMetadata after, HasMetadata before) {
        return !Objects.equals(
                        after.getMetadata().getGeneration(),
                        before.getMetadata().getGeneration())
                || !Objects.equals(
                        after.getMetadata().getUid(), before.getMetadata().getUid());
    }

    private static <T extends HasMetadata> Set<ResourceID> concerned(
            T object, BiPredicate<SnapshotSchedule, T> concerns, EventSourceContext<SnapshotSchedule> context) {
        return context.getPrimaryCache()
                .list(object.getMetadata().getNamespace(), schedule -> concerns.test(schedule, object))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }
}
