package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.pass.Carrier;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.pass.Farewell;
import dev.shardwright.snapshot.pass.Kind;
import dev.shardwright.snapshot.site.Doors;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.RepositorySites;
import dev.shardwright.support.ChangeSignal;
import dev.shardwright.support.EventWriter;
import dev.shardwright.support.LeanInformer;
import dev.shardwright.support.LeanStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One pass over one Restore: look, plan, carry out. */
@ControllerConfiguration(
        name = "restore",
        fieldManager = "shardwright",
        informer = @Informer(itemStore = LeanStore.class, informerListLimit = LeanStore.PAGE),
        finalizerName = "shardwright.dev/restore",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.HOURS))
@Singleton
@GradualRetry(maxAttempts = -1, initialInterval = 1000, maxInterval = 60_000)
public final class RestoreReconciler implements Reconciler<Restore>, Cleaner<Restore>, AutoCloseable {
    private static final Kind<Restore, RestoreStatus> KIND =
            new Kind<>(Restore::new, RestoreStatus::conditions, RestoreStatus::withoutProgress);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final ChangeSignal<Restore> signal = new ChangeSignal<>(this::forget);
    private final RepositorySites sites;
    private final RepositorySites others;
    private final Errands errands;
    private final Carrier<Restore, RestoreStatus> carrier;
    private final Leaving leaving;
    private InformerEventSource<SnapshotRepository, Restore> repositories;
    private InformerEventSource<Snapshot, Restore> snapshots;

    /**
     * Works through the client.
     *
     * @param clusters those that this operator runs
     * @param doors    the ways into clusters
     */
    public RestoreReconciler(KubernetesClient client, InstantSource clock, ClusterDirectory clusters, Doors doors) {
        this.client = client;
        this.clock = clock;
        this.sites = new RepositorySites(client, clusters, signal::changed);
        this.others = new RepositorySites(client, clusters, signal::changed);
        this.errands = Errands.onThreads(doors, "restore", clock, signal::changed);
        this.carrier = new Carrier<>(client, errands, KIND);
        this.leaving = new Leaving(new Farewell(errands, new EventWriter(client)));
    }

    @Override
    public List<EventSource<?, Restore>> prepareEventSources(EventSourceContext<Restore> context) {
        repositories = informer(SnapshotRepository.class, context);
        snapshots = informer(Snapshot.class, context);
        return List.of(signal, repositories, snapshots);
    }

    @Override
    public UpdateControl<Restore> reconcile(Restore resource, Context<Restore> context) {
        Instant now = clock.instant();
        if (isFinished(resource)) {
            forget(ResourceID.fromResource(resource));
            return UpdateControl.noUpdate();
        }
        RestoreView view = view(resource);
        Decision<RestoreStatus> decision = RestorePlan.of(view, now);
        return carrier.carryOut(resource, view.site().asOptional(), decision, context, now);
    }

    @Override
    public DeleteControl cleanup(Restore resource, Context<Restore> context) {
        return leaving.leave(view(resource), clock.instant());
    }

    private RestoreView view(Restore resource) {
        ResourceID id = ResourceID.fromResource(resource);
        Optional<Snapshot> snapshot = Optional.ofNullable(resource.getSpec().snapshotRef())
                .flatMap(ref -> snapshots.get(
                        new ResourceID(ref.name(), resource.getMetadata().getNamespace())));
        Optional<SnapshotRepository> repository = Optional.ofNullable(
                        resource.getSpec().repositoryRef())
                .or(() -> snapshot.map(s -> s.getSpec().repositoryRef()))
                .flatMap(ref -> repositories.get(
                        new ResourceID(ref.name(), resource.getMetadata().getNamespace())));
        Optional<RestoreRecord> record = record(resource);
        return new RestoreView(
                resource,
                snapshot,
                repository,
                record.map(RestoreRecord::place)
                        .map(place -> sites.of(id, place.clusterRef(), place.external()))
                        .orElseGet(() -> sites.of(id, repository)),
                Optional.ofNullable(resource.getSpec().compareWith())
                        .map(with -> others.of(id, with.clusterRef(), with.external())),
                counts(resource, snapshot),
                record,
                errands.findings(id));
    }

    /** Read from the API server itself, and only while the restore has not ended. */
    private Optional<Counts> counts(Restore resource, Optional<Snapshot> snapshot) {
        return snapshot.flatMap(s -> Optional.ofNullable(s.getStatus()))
                .filter(s -> s.finishedAt() != null)
                .flatMap(s -> Optional.ofNullable(s.countsConfigMap()))
                .flatMap(name -> configMap(resource, name))
                .flatMap(CountsFile::read);
    }

    private Optional<RestoreRecord> record(Restore resource) {
        return Optional.ofNullable(resource.getStatus())
                .filter(s -> s.startedAt() != null)
                .flatMap(s -> configMap(resource, RecordFile.name(resource)))
                .flatMap(RecordFile::read);
    }

    private Optional<ConfigMap> configMap(Restore resource, String name) {
        return Optional.ofNullable(client.configMaps()
                .inNamespace(resource.getMetadata().getNamespace())
                .withName(name)
                .get());
    }

    /** Whatever changes of what a restore in the namespace may wait for brings a pass; finished ones need none. */
    private static <S extends HasMetadata> InformerEventSource<S, Restore> informer(
            Class<S> type, EventSourceContext<Restore> context) {
        return new InformerEventSource<>(
                LeanInformer.on(type, Restore.class)
                        .withSecondaryToPrimaryMapper(secondary -> restoresBeside(secondary, context))
                        .build(),
                context);
    }

    private static Set<ResourceID> restoresBeside(HasMetadata secondary, EventSourceContext<Restore> context) {
        return context.getPrimaryCache()
                .list(secondary.getMetadata().getNamespace(), restore -> !isFinished(restore))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static boolean isFinished(Restore restore) {
        return restore.getStatus() != null && restore.getStatus().finishedAt() != null;
    }

    private void forget(ResourceID id) {
        carrier.forget(id);
        sites.forget(id);
        others.forget(id);
    }

    @Override
    @PreDestroy
    public void close() {
        sites.close();
        others.close();
    }
}
