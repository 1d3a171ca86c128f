package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotDeletion;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.pass.Beginning;
import dev.shardwright.snapshot.pass.Carrier;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.pass.Farewell;
import dev.shardwright.snapshot.pass.Kind;
import dev.shardwright.snapshot.repository.Registration;
import dev.shardwright.snapshot.site.Doors;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.RepositorySites;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.ChangeSignal;
import dev.shardwright.support.EventWriter;
import dev.shardwright.support.LeanInformer;
import dev.shardwright.support.LeanStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One pass over one Snapshot: look, plan, carry out. */
@ControllerConfiguration(
        name = "snapshot",
        fieldManager = "shardwright",
        informer = @Informer(itemStore = LeanStore.class, informerListLimit = LeanStore.PAGE),
        finalizerName = "shardwright.dev/snapshot",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.HOURS))
@Singleton
@GradualRetry(maxAttempts = -1, initialInterval = 1000, maxInterval = 60_000)
public final class SnapshotReconciler implements Reconciler<Snapshot>, Cleaner<Snapshot>, AutoCloseable {
    private static final Kind<Snapshot, SnapshotStatus> KIND =
            new Kind<>(Snapshot::new, SnapshotStatus::conditions, SnapshotStatus::withoutProgress);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final ClusterDirectory clusters;
    private final ChangeSignal<Snapshot> signal = new ChangeSignal<>(this::forget);
    private final RepositorySites sites;
    private final Errands errands;
    private final Carrier<Snapshot, SnapshotStatus> carrier;
    private final Farewell farewell;
    private final Beginning beginning = new Beginning();
    private InformerEventSource<SnapshotRepository, Snapshot> repositories;

    /**
     * Works through the client.
     *
     * @param clusters those that this operator runs
     * @param doors    the ways into clusters
     */
    public SnapshotReconciler(KubernetesClient client, InstantSource clock, ClusterDirectory clusters, Doors doors) {
        this.client = client;
        this.clock = clock;
        this.clusters = clusters;
        this.sites = new RepositorySites(client, clusters, signal::changed);
        this.errands = Errands.onThreads(doors, "snapshot", clock, signal::changed);
        this.carrier = new Carrier<>(client, errands, KIND);
        this.farewell = new Farewell(errands, new EventWriter(client));
    }

    @Override
    public List<EventSource<?, Snapshot>> prepareEventSources(EventSourceContext<Snapshot> context) {
        repositories = new InformerEventSource<>(
                LeanInformer.on(SnapshotRepository.class, Snapshot.class)
                        .withSecondaryToPrimaryMapper(repository -> context.getPrimaryCache()
                                .list(s -> isIn(s, repository) && !isFinished(s))
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .build(),
                context);
        return List.of(signal, repositories);
    }

    @Override
    public UpdateControl<Snapshot> reconcile(Snapshot resource, Context<Snapshot> context) {
        Instant now = clock.instant();
        if (isFinished(resource)) {
            forget(ResourceID.fromResource(resource));
            return UpdateControl.noUpdate();
        }
        Optional<SnapshotRepository> repository = repository(resource);
        Sites.Lookup site = sites.of(ResourceID.fromResource(resource), repository);
        if (beginning.mayNotKnow(site, now)) {
            return UpdateControl.<Snapshot>noUpdate().rescheduleAfter(Beginning.LOOK_AGAIN);
        }
        Decision<SnapshotStatus> decision = SnapshotPlan.of(view(resource, repository, site), now);
        return carrier.carryOut(resource, site.asOptional(), decision, context, now);
    }

    @Override
    public DeleteControl cleanup(Snapshot resource, Context<Snapshot> context) {
        SnapshotStatus status = resource.getStatus();
        boolean begun = status != null && status.startedAt() != null;
        boolean deletes = !isFinished(resource) || resource.getSpec().deletionPolicy() == SnapshotDeletion.Delete;
        Optional<SnapshotRepository> repository = repository(resource);
        if (!begun || !deletes) {
            return DeleteControl.defaultDelete();
        }
        String name = repository
                .map(Registration::name)
                .orElse(resource.getSpec().repositoryRef().name());
        return farewell.say(
                resource,
                sites.of(ResourceID.fromResource(resource), repository),
                new DeleteOurs(name, status.snapshot(), resource.getMetadata().getUid()),
                "snapshot " + status.snapshot() + " may still be in repository " + name,
                clock.instant());
    }

    private SnapshotView view(Snapshot resource, Optional<SnapshotRepository> repository, Sites.Lookup site) {
        Optional<ClusterDirectory.Entry> cluster = repository
                .flatMap(r -> Optional.ofNullable(r.getSpec().clusterRef()))
                .flatMap(ref -> clusters.find(resource.getMetadata().getNamespace(), ref.name()));
        return new SnapshotView(
                resource,
                repository,
                site,
                cluster.flatMap(ClusterDirectory.Entry::clusterUuid),
                cluster.flatMap(ClusterDirectory.Entry::changing),
                counts(resource),
                errands.findings(ResourceID.fromResource(resource)));
    }

    /** Read from the API server itself, and only while the snapshot runs. */
    private Optional<Counts> counts(Snapshot resource) {
        if (resource.getStatus() == null || resource.getStatus().startedAt() == null) {
            return Optional.empty();
        }
        ConfigMap map = client.configMaps()
                .inNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getStatus().countsConfigMap())
                .get();
        return Optional.ofNullable(map).flatMap(CountsFile::read).filter(c -> c.snapshot()
                .equals(resource.getStatus().snapshot()));
    }

    private Optional<SnapshotRepository> repository(Snapshot resource) {
        return repositories.get(new ResourceID(
                resource.getSpec().repositoryRef().name(),
                resource.getMetadata().getNamespace()));
    }

    private static boolean isIn(Snapshot snapshot, SnapshotRepository repository) {
        return snapshot.getSpec()
                        .repositoryRef()
                        .name()
                        .equals(repository.getMetadata().getName())
                && snapshot.getMetadata()
                        .getNamespace()
                        .equals(repository.getMetadata().getNamespace());
    }

    private static boolean isFinished(Snapshot snapshot) {
        return snapshot.getStatus() != null && snapshot.getStatus().finishedAt() != null;
    }

    private void forget(ResourceID id) {
        carrier.forget(id);
        sites.forget(id);
    }

    @Override
    @PreDestroy
    public void close() {
        sites.close();
    }
}
