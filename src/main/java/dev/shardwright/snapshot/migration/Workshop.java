package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.support.LeanInformer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the parts of migrations, and makes them. What was just made is found at once. */
final class Workshop {
    private static final int CONFLICT = 409;
    private static final Set<Integer> REFUSED = Set.of(400, 403, 422);

    private final KubernetesClient client;
    private final InformerEventSource<SnapshotRepository, Migration> repositories;
    private final InformerEventSource<Snapshot, Migration> snapshots;
    private final InformerEventSource<Restore, Migration> restores;

    Workshop(KubernetesClient client, EventSourceContext<Migration> context) {
        this.client = client;
        this.repositories = source(SnapshotRepository.class, context);
        this.snapshots = source(Snapshot.class, context);
        this.restores = source(Restore.class, context);
    }

    List<EventSource<?, Migration>> sources() {
        return List.of(repositories, snapshots, restores);
    }

    Optional<SnapshotRepository> repository(Migration migration, String name) {
        return repositories.get(id(migration, name));
    }

    Optional<Snapshot> snapshot(Migration migration, String name) {
        return snapshots.get(id(migration, name));
    }

    Optional<Restore> restore(Migration migration, String name) {
        return restores.get(id(migration, name));
    }

    /**
     * Makes a part. One of its name that is there already is left as it is: the next pass sees whose it is.
     *
     * @return what the API server has against it; empty when it has nothing
     */
    Optional<String> make(HasMetadata part) {
        try {
            remember(client.resource(part).create());
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return Optional.empty();
            }
            if (REFUSED.contains(e.getCode())) {
                return Optional.of(Optional.ofNullable(e.getStatus())
                        .map(s -> s.getMessage())
                        .orElse(e.getMessage()));
            }
            throw e;
        }
    }

    private void remember(HasMetadata made) {
        ResourceID id = ResourceID.fromResource(made);
        switch (made) {
            case Snapshot snapshot -> snapshots.handleRecentResourceCreate(id, snapshot);
            case Restore restore -> restores.handleRecentResourceCreate(id, restore);
            case SnapshotRepository repository -> repositories.handleRecentResourceCreate(id, repository);
            default -> throw new IllegalArgumentException("migrations make no " + made.getKind());
        }
    }

    private static ResourceID id(Migration migration, String name) {
        return new ResourceID(name, migration.getMetadata().getNamespace());
    }

    private static <T extends HasMetadata> InformerEventSource<T, Migration> source(
            Class<T> kind, EventSourceContext<Migration> context) {
        return new InformerEventSource<>(
                LeanInformer.on(kind, Migration.class)
                        .withName(kind.getSimpleName())
                        .build(),
                context);
    }
}
