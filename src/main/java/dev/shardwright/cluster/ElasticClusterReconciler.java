package dev.shardwright.cluster;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.cluster.act.Actor;
import dev.shardwright.cluster.act.Applier;
import dev.shardwright.cluster.act.ClaimCheck;
import dev.shardwright.cluster.act.ClientKubernetesApi;
import dev.shardwright.cluster.act.ClientPodShell;
import dev.shardwright.cluster.act.Effects;
import dev.shardwright.cluster.act.KubernetesApi;
import dev.shardwright.cluster.act.SecureSettingsLoader;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.credentials.CredentialsKeeper;
import dev.shardwright.cluster.credentials.RepositoryKeys;
import dev.shardwright.cluster.desired.WebIdentity;
import dev.shardwright.cluster.observe.CertificateWatch;
import dev.shardwright.cluster.observe.ChildCaches;
import dev.shardwright.cluster.observe.ClusterRepositories;
import dev.shardwright.cluster.observe.CreationFailures;
import dev.shardwright.cluster.observe.ElasticsearchMonitor;
import dev.shardwright.cluster.observe.Expectations;
import dev.shardwright.cluster.observe.KubernetesNodes;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.Observer;
import dev.shardwright.cluster.observe.RunningNode;
import dev.shardwright.cluster.observe.Surroundings;
import dev.shardwright.cluster.observe.UserSecrets;
import dev.shardwright.cluster.observe.WatchedSurroundings;
import dev.shardwright.cluster.report.ClusterMetrics;
import dev.shardwright.cluster.report.Report;
import dev.shardwright.cluster.report.Reporter;
import dev.shardwright.cluster.report.StatusReport;
import dev.shardwright.elasticsearch.HttpElasticsearch;
import dev.shardwright.support.ChangeSignal;
import dev.shardwright.support.LeanStore;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over one cluster: observe, plan, act, report. */
@ControllerConfiguration(
        name = "elasticcluster",
        fieldManager = "shardwright",
        informer = @Informer(itemStore = LeanStore.class, informerListLimit = LeanStore.PAGE),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.HOURS))
@Singleton
@GradualRetry(maxAttempts = -1, initialInterval = 1000, maxInterval = 60_000)
public final class ElasticClusterReconciler implements Reconciler<ElasticCluster>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticClusterReconciler.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final ChangeSignal<ElasticCluster> signal = new ChangeSignal<>(this::forget);
    private final UserSecrets userSecrets;
    private final KubernetesNodes kubernetesNodes;
    private final ElasticsearchMonitor monitor;
    private final CertificateWatch certificates;
    private final OneAtATime passes = new OneAtATime();
    private final Map<ResourceID, String> uids = new ConcurrentHashMap<>();
    private final Map<ResourceID, CredentialsKeeper> keepers = new ConcurrentHashMap<>();
    private final RetryPace pace = new RetryPace();
    private final ClusterMetrics metrics = new ClusterMetrics(Metrics.globalRegistry);
    private final Reporter reporter;
    private final ClusterDirectory directory;
    private final boolean reload;
    private ChildCaches caches;
    private ClusterRepositories repositories;
    private Applier applier;
    private ClusterWatches watches;
    private Pass pass;

    /**
     * Works through the client.
     *
     * @param directory told of each cluster, for other controllers
     * @param reload    whether running nodes may be made to take up changed secure settings, by commands in their pods
     */
    public ElasticClusterReconciler(
            KubernetesClient client,
            InstantSource clock,
            ClusterDirectory directory,
            @ConfigProperty(name = "shardwright.secure-settings.reload", defaultValue = "false") boolean reload) {
        this.client = client;
        this.directory = directory;
        this.reload = reload;
        this.clock = clock;
        this.userSecrets = new UserSecrets(client, this::secretsOfRepositories, signal::changed);
        this.kubernetesNodes = new KubernetesNodes(client, signal::changed);
        this.monitor = new ElasticsearchMonitor(clock, HttpElasticsearch::new, signal::changed);
        this.certificates = new CertificateWatch(
                clock, task -> Thread.ofVirtual().name("certificate-watch").start(task), signal::changed);
        this.reporter = new Reporter(client);
    }

    @Override
    public List<EventSource<?, ElasticCluster>> prepareEventSources(EventSourceContext<ElasticCluster> context) {
        caches = new ChildCaches(context);
        repositories = new ClusterRepositories(context);
        CreationFailures creationFailures = new CreationFailures(context, caches);
        Expectations expectations = new Expectations();
        Surroundings surroundings = new WatchedSurroundings(creationFailures, userSecrets, kubernetesNodes, monitor);
        KubernetesApi api = new ClientKubernetesApi(client);
        watches = new ClusterWatches(monitor, certificates, loader(api), caches, directory);
        applier = new Applier(api, caches);
        Actor actor = new Actor(applier, new Effects(api, caches, expectations), new ClaimCheck(api, caches), monitor);
        pass = new Pass(new Observer(caches, surroundings, expectations), this::credentials, actor);
        List<EventSource<?, ElasticCluster>> sources = new ArrayList<>(caches.sources());
        sources.add(creationFailures.source());
        sources.add(repositories.source());
        sources.add(signal);
        return sources;
    }

    private Optional<SecureSettingsLoader> loader(KubernetesApi api) {
        if (!reload) {
            return Optional.empty();
        }
        return Optional.of(new SecureSettingsLoader(
                new ClientPodShell(client),
                api,
                task -> Thread.ofVirtual().name("secure-settings").start(task),
                clock));
    }

    @Override
    public UpdateControl<ElasticCluster> reconcile(ElasticCluster cluster, Context<ElasticCluster> context) {
        return passes.run(
                        ResourceID.fromResource(cluster),
                        () -> PassEvent.around(cluster, () -> onePass(cluster, context)))
                .orElseGet(ElasticClusterReconciler::soonAgain);
    }

    private UpdateControl<ElasticCluster> onePass(ElasticCluster cluster, Context<ElasticCluster> context) {
        if (cluster.getMetadata().getDeletionTimestamp() != null) {
            return UpdateControl.noUpdate();
        }
        forgetEarlier(cluster);
        try {
            Pass.Outcome outcome = pass.run(WebIdentity.in(cluster, repositories.of(cluster)), clock.instant());
            Optional<Duration> reading = watches.follow(cluster, outcome);
            metrics.tell(outcome.report());
            return isGone(cluster, context) ? soonAgain() : report(cluster, outcome.report(), reading, context);
        } finally {
            if (isGone(cluster, context)) {
                // Deleted during this pass: what was just begun to be watched is let go again.
                forget(ResourceID.fromResource(cluster));
            }
        }
    }

    /** One of the same name is another cluster. */
    private static boolean isGone(ElasticCluster cluster, Context<ElasticCluster> context) {
        String uid = cluster.getMetadata().getUid();
        return context.getPrimaryCache()
                .get(ResourceID.fromResource(cluster))
                .filter(c -> c.getMetadata().getUid().equals(uid))
                .isEmpty();
    }

    /** For a cluster that was made again meanwhile; comes to nothing when there is none. */
    private static UpdateControl<ElasticCluster> soonAgain() {
        return UpdateControl.<ElasticCluster>noUpdate().rescheduleAfter(SOON);
    }

    /** An error that nobody foresaw: the status says so once, and the pass is tried again. */
    @Override
    public ErrorStatusUpdateControl<ElasticCluster> updateErrorStatus(
            ElasticCluster cluster, Context<ElasticCluster> context, Exception e) {
        LOG.error("pass over {} failed", ResourceID.fromResource(cluster), e);
        ElasticClusterStatus status = StatusReport.failed(cluster, e, clock.instant());
        return status.equals(cluster.getStatus())
                ? ErrorStatusUpdateControl.noStatusUpdate()
                : ErrorStatusUpdateControl.patchStatus(withStatus(cluster, status));
    }

    private Credentials credentials(ElasticCluster cluster, Observation seen, Instant now) {
        String namespace = cluster.getMetadata().getNamespace();
        String name = cluster.getMetadata().getName();
        Function<String, Optional<Secret>> named = secret -> seen.userSecrets().getOrDefault(secret, Optional.empty());
        return keepers.computeIfAbsent(ResourceID.fromResource(cluster), id -> new CredentialsKeeper())
                .keep(
                        cluster,
                        secret -> caches.get(Secret.class, namespace, secret),
                        named,
                        RepositoryKeys.of(
                                repositories.of(cluster),
                                named,
                                caches.get(Secret.class, namespace, Names.secureSettings(name))),
                        seen.versions(),
                        certificates.loaded(namespace, name, RunningNode.of(name, seen.pods())),
                        reload,
                        now);
    }

    private Set<String> secretsOfRepositories(ElasticCluster cluster) {
        return repositories.of(cluster).stream()
                .flatMap(r -> RepositoryKeys.secretName(r).stream())
                .collect(Collectors.toSet());
    }

    private UpdateControl<ElasticCluster> report(
            ElasticCluster cluster, Report report, Optional<Duration> reading, Context<ElasticCluster> context) {
        if (report.isTooEarly()) {
            return UpdateControl.noUpdate();
        }
        Optional<Duration> more = reporter.tell(cluster, report, context);
        // A reading that is due comes with news of its own.
        Optional<Duration> next = reading.filter(Predicate.not(Duration::isZero));
        UpdateControl<ElasticCluster> control = UpdateControl.noUpdate();
        return Stream.of(pace.after(ResourceID.fromResource(cluster), report), next, more)
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .map(control::rescheduleAfter)
                .orElse(control);
    }

    /** Server-side apply takes what it is given: a fresh object with nothing but the status. */
    private static ElasticCluster withStatus(ElasticCluster cluster, ElasticClusterStatus status) {
        ElasticCluster patch = new ElasticCluster();
        patch.getMetadata().setNamespace(cluster.getMetadata().getNamespace());
        patch.getMetadata().setName(cluster.getMetadata().getName());
        patch.setStatus(status);
        return patch;
    }

    /** A resource that was deleted and made again is another one: nothing known of the first counts. */
    private void forgetEarlier(ElasticCluster cluster) {
        ResourceID id = ResourceID.fromResource(cluster);
        String uid = cluster.getMetadata().getUid();
        if (!uid.equals(uids.get(id))) {
            forget(id);
            uids.put(id, uid);
        }
    }

    private void forget(ResourceID id) {
        uids.remove(id);
        keepers.remove(id);
        watches.forget(id);
        metrics.forget(id);
        userSecrets.forget(id);
        kubernetesNodes.forget(id);
        reporter.forget(id);
        pace.forget(id);
        applier.forget(id.getNamespace().orElse(""), id.getName());
    }

    @Override
    @PreDestroy
    public void close() {
        monitor.close();
        userSecrets.close();
        kubernetesNodes.close();
    }
}
