package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationSide;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.pass.Beginning;
import dev.shardwright.snapshot.pass.Carrier;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.pass.Farewell;
import dev.shardwright.snapshot.pass.Kind;
import dev.shardwright.snapshot.site.Doors;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.RepositorySites;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.ChangeSignal;
import dev.shardwright.support.EventWriter;
import dev.shardwright.support.LeanStore;
import io.fabric8.kubernetes.api.model.Service;
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
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One pass over one Migration: look, plan, carry out. */
@ControllerConfiguration(
        name = "migration",
        fieldManager = "shardwright",
        informer = @Informer(itemStore = LeanStore.class, informerListLimit = LeanStore.PAGE),
        finalizerName = "shardwright.dev/migration",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.HOURS))
@Singleton
@GradualRetry(maxAttempts = -1, initialInterval = 1000, maxInterval = 60_000)
public final class MigrationReconciler implements Reconciler<Migration>, Cleaner<Migration>, AutoCloseable {
    private static final Kind<Migration, MigrationStatus> KIND =
            new Kind<>(Migration::new, MigrationStatus::conditions, status -> status);
    private static final Set<Phase> COUNTING =
            EnumSet.of(Phase.DeltaSnapshotting, Phase.DeltaRestoring, Phase.Switching);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final ClusterDirectory clusters;
    private final ChangeSignal<Migration> signal = new ChangeSignal<>(this::forget);
    private final RepositorySites sources;
    private final RepositorySites targets;
    private final Errands errands;
    private final Carrier<Migration, MigrationStatus> carrier;
    private final Leaving leaving;
    private final Beginning beginning = new Beginning();
    private Workshop workshop;

    /**
     * Works through the client.
     *
     * @param clusters those that this operator runs
     * @param doors    the ways into clusters
     */
    public MigrationReconciler(KubernetesClient client, InstantSource clock, ClusterDirectory clusters, Doors doors) {
        this.client = client;
        this.clock = clock;
        this.clusters = clusters;
        this.sources = new RepositorySites(client, clusters, signal::changed);
        this.targets = new RepositorySites(client, clusters, signal::changed);
        this.errands = Errands.onThreads(doors, "migration", clock, signal::changed);
        this.carrier = new Carrier<>(client, errands, KIND);
        this.leaving = new Leaving(new Farewell(errands, new EventWriter(client)));
    }

    @Override
    public List<EventSource<?, Migration>> prepareEventSources(EventSourceContext<Migration> context) {
        workshop = new Workshop(client, context);
        List<EventSource<?, Migration>> all = new ArrayList<>(workshop.sources());
        all.add(signal);
        return all;
    }

    @Override
    public UpdateControl<Migration> reconcile(Migration resource, Context<Migration> context) {
        Instant now = clock.instant();
        ResourceID id = ResourceID.fromResource(resource);
        if (MigrationPlan.isOver(resource)) {
            forget(id);
            return UpdateControl.noUpdate();
        }
        MigrationView view = view(resource);
        if (beginning.mayNotKnow(view.source(), now) || beginning.mayNotKnow(view.target(), now)) {
            return UpdateControl.<Migration>noUpdate().rescheduleAfter(Beginning.LOOK_AGAIN);
        }
        Next next = MigrationPlan.of(view, now);
        Decision<MigrationStatus> decision = next.part()
                .flatMap(workshop::make)
                .map(why -> Decision.tell(
                        new MigrationReport(view, now).waiting("Rejected", "the API server refused: " + why),
                        Asking.PAUSE))
                .orElse(next.decision());
        return carrier.carryOut(resource, Optional.empty(), decision, context, now);
    }

    @Override
    public DeleteControl cleanup(Migration resource, Context<Migration> context) {
        return leaving.leave(
                resource, site(sources, resource, resource.getSpec().source()), clock.instant());
    }

    private MigrationView view(Migration resource) {
        Parts parts = new Parts(resource);
        String copy = parts.copy(MigrationView.round(resource));
        Optional<Snapshot> snapshot = workshop.snapshot(resource, copy);
        Optional<Restore> restore = workshop.restore(resource, copy);
        return new MigrationView(
                resource,
                workshop.repository(resource, parts.sourceRepository()),
                workshop.repository(resource, parts.targetRepository()),
                snapshot,
                restore,
                counts(resource, snapshot, COUNTING),
                counts(resource, earlier(resource, parts), EnumSet.of(Phase.DeltaSnapshotting)),
                service(resource),
                site(sources, resource, resource.getSpec().source()),
                site(targets, resource, resource.getSpec().target()),
                changing(resource.getSpec().source(), resource)
                        .or(() -> changing(resource.getSpec().target(), resource)),
                errands.findings(ResourceID.fromResource(resource)));
    }

    private Optional<String> changing(MigrationSide side, Migration resource) {
        return Optional.ofNullable(side.clusterRef())
                .flatMap(ref -> clusters.find(resource.getMetadata().getNamespace(), ref.name()))
                .flatMap(ClusterDirectory.Entry::changing)
                .map(what -> "ElasticCluster " + side.clusterRef().name() + ": " + what);
    }

    private static Sites.Lookup site(RepositorySites sites, Migration resource, MigrationSide side) {
        return sites.of(ResourceID.fromResource(resource), side.clusterRef(), side.external());
    }

    private Optional<Snapshot> earlier(Migration resource, Parts parts) {
        int round = MigrationView.round(resource);
        return round == Parts.FIRST ? Optional.empty() : workshop.snapshot(resource, parts.copy(round - 1));
    }

    /** What a Snapshot should hold; read from the API server itself, in those phases that are decided by it. */
    private Optional<Counts> counts(Migration resource, Optional<Snapshot> snapshot, Set<Phase> phases) {
        boolean wanted = resource.getStatus() != null
                && phases.contains(resource.getStatus().phase());
        return snapshot.filter(s -> wanted)
                .flatMap(s -> Optional.ofNullable(s.getStatus()))
                .filter(s -> s.finishedAt() != null && s.countsConfigMap() != null)
                .flatMap(s -> Optional.ofNullable(client.configMaps()
                                .inNamespace(resource.getMetadata().getNamespace())
                                .withName(s.countsConfigMap())
                                .get())
                        .flatMap(CountsFile::read)
                        .filter(c -> c.snapshot().equals(s.snapshot())));
    }

    private Optional<Service> service(Migration resource) {
        Front front = new Front(resource);
        return front.isWanted()
                ? Optional.ofNullable(client.services()
                        .inNamespace(resource.getMetadata().getNamespace())
                        .withName(front.name())
                        .get())
                : Optional.empty();
    }

    private void forget(ResourceID id) {
        carrier.forget(id);
        sources.forget(id);
        targets.forget(id);
    }

    @Override
    @PreDestroy
    public void close() {
        sources.close();
        targets.close();
    }
}
