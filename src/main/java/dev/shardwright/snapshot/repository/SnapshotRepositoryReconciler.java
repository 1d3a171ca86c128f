package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.RepositoryDeletion;
import dev.shardwright.api.snapshot.S3Credentials;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.snapshot.pass.Beginning;
import dev.shardwright.snapshot.pass.Carrier;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.pass.Farewell;
import dev.shardwright.snapshot.pass.Kind;
import dev.shardwright.snapshot.site.Doors;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.ChangeSignal;
import dev.shardwright.support.Digest;
import dev.shardwright.support.EventWriter;
import dev.shardwright.support.LeanStore;
import dev.shardwright.support.NamedSecrets;
import io.fabric8.kubernetes.api.model.Secret;
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
import io.micrometer.core.instrument.Metrics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** One pass over one SnapshotRepository: look, plan, carry out. */
@ControllerConfiguration(
        name = "snapshotrepository",
        fieldManager = "shardwright",
        informer = @Informer(itemStore = LeanStore.class, informerListLimit = LeanStore.PAGE),
        finalizerName = "shardwright.dev/repository",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.HOURS))
@Singleton
@GradualRetry(maxAttempts = -1, initialInterval = 1000, maxInterval = 60_000)
public final class SnapshotRepositoryReconciler
        implements Reconciler<SnapshotRepository>, Cleaner<SnapshotRepository>, AutoCloseable {
    private static final Kind<SnapshotRepository, SnapshotRepositoryStatus> KIND =
            new Kind<>(SnapshotRepository::new, SnapshotRepositoryStatus::conditions, status -> status);

    private final InstantSource clock;
    private final ClusterDirectory clusters;
    private final Sites sites;
    private final ChangeSignal<SnapshotRepository> signal = new ChangeSignal<>(this::forget);
    private final NamedSecrets secrets;
    private final Errands errands;
    private final Carrier<SnapshotRepository, SnapshotRepositoryStatus> carrier;
    private final Farewell farewell;
    private final Beginning beginning = new Beginning();
    private final RepositoryMetrics metrics = new RepositoryMetrics(Metrics.globalRegistry);

    /**
     * Works through the client.
     *
     * @param clusters those that this operator runs
     * @param doors    the ways into clusters
     */
    public SnapshotRepositoryReconciler(
            KubernetesClient client, InstantSource clock, ClusterDirectory clusters, Doors doors) {
        this.clock = clock;
        this.clusters = clusters;
        this.sites = new Sites(clusters);
        this.secrets = new NamedSecrets(client, signal::changed);
        this.errands = Errands.onThreads(doors, "repository", clock, signal::changed);
        this.carrier = new Carrier<>(client, errands, KIND);
        this.farewell = new Farewell(errands, new EventWriter(client));
    }

    @Override
    public List<EventSource<?, SnapshotRepository>> prepareEventSources(
            EventSourceContext<SnapshotRepository> context) {
        clusters.onChange(cluster -> context.getPrimaryCache()
                .list(repository -> isOn(repository, cluster))
                .forEach(repository -> signal.changed(ResourceID.fromResource(repository))));
        return List.of(signal);
    }

    @Override
    public UpdateControl<SnapshotRepository> reconcile(
            SnapshotRepository resource, Context<SnapshotRepository> context) {
        RepositoryView view = view(resource, context);
        if (beginning.mayNotKnow(view.site(), clock.instant())) {
            return UpdateControl.<SnapshotRepository>noUpdate().rescheduleAfter(Beginning.LOOK_AGAIN);
        }
        Decision<SnapshotRepositoryStatus> decision = RepositoryPlan.of(view, clock.instant());
        metrics.tell(ResourceID.fromResource(resource), decision.status());
        return carrier.carryOut(resource, view.site().asOptional(), decision, context, clock.instant());
    }

    @Override
    public DeleteControl cleanup(SnapshotRepository resource, Context<SnapshotRepository> context) {
        // What an older one has registered under the same name is not ours to take away.
        if (resource.getSpec().deletionPolicy() != RepositoryDeletion.Deregister
                || Writers.namesake(resource, all(context)).isPresent()) {
            return DeleteControl.defaultDelete();
        }
        String name = Registration.name(resource);
        return farewell.say(
                resource,
                lookup(resource, named(resource)),
                new Deregister(name),
                "the repository " + name + " may still be registered on " + RepositoryReport.cluster(resource),
                clock.instant());
    }

    private RepositoryView view(SnapshotRepository resource, Context<SnapshotRepository> context) {
        Map<String, Optional<Secret>> named = named(resource);
        Optional<ClusterDirectory.Entry> entry = Optional.ofNullable(
                        resource.getSpec().clusterRef())
                .flatMap(ref -> clusters.find(resource.getMetadata().getNamespace(), ref.name()));
        return new RepositoryView(
                resource,
                lookup(resource, named),
                entry.flatMap(ClusterDirectory.Entry::clusterUuid),
                entry.map(ClusterDirectory.Entry::members).orElse(Set.of()),
                keysName(resource.getSpec())
                        .flatMap(name -> named.getOrDefault(name, Optional.empty()))
                        .map(secret -> Digest.shortOf(
                                Optional.ofNullable(secret.getData()).orElse(Map.of())))
                        .orElse(""),
                Writers.namesake(resource, all(context)),
                RoleConflict.of(resource, all(context)),
                Writers.other(resource, all(context)),
                errands.findings(ResourceID.fromResource(resource)));
    }

    private Sites.Lookup lookup(SnapshotRepository resource, Map<String, Optional<Secret>> named) {
        ClusterRef ref = resource.getSpec().clusterRef();
        return ref != null
                ? sites.find(resource.getMetadata().getNamespace(), ref)
                : Sites.find(resource.getSpec().external(), named);
    }

    private static List<SnapshotRepository> all(Context<SnapshotRepository> context) {
        return context.getPrimaryCache().list().toList();
    }

    private Map<String, Optional<Secret>> named(SnapshotRepository resource) {
        Set<String> names = new TreeSet<>();
        Optional.ofNullable(resource.getSpec().external()).map(Sites::secrets).ifPresent(names::addAll);
        keysName(resource.getSpec()).ifPresent(names::add);
        return secrets.of(ResourceID.fromResource(resource), names);
    }

    private static Optional<String> keysName(SnapshotRepositorySpec spec) {
        return Optional.ofNullable(spec.s3()).map(s3 -> s3.credentials()).map(S3Credentials::secretName);
    }

    private static boolean isOn(SnapshotRepository repository, ResourceID cluster) {
        ClusterRef ref = repository.getSpec().clusterRef();
        return ref != null
                && ref.name().equals(cluster.getName())
                && cluster.getNamespace()
                        .filter(repository.getMetadata().getNamespace()::equals)
                        .isPresent();
    }

    private void forget(ResourceID id) {
        metrics.forget(id);
        carrier.forget(id);
        secrets.forget(id);
    }

    @Override
    @PreDestroy
    public void close() {
        secrets.close();
    }
}
