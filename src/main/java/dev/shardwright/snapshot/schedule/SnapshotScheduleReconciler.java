package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.snapshot.pass.Carrier;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.pass.Kind;
import dev.shardwright.snapshot.site.Doors;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.RepositorySites;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.ChangeSignal;
import dev.shardwright.support.LeanStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One pass over one SnapshotSchedule: look, plan, change one thing, tell. */
@ControllerConfiguration(
        name = "snapshotschedule",
        fieldManager = "shardwright",
        informer = @Informer(itemStore = LeanStore.class, informerListLimit = LeanStore.PAGE),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.HOURS))
@Singleton
@GradualRetry(maxAttempts = -1, initialInterval = 1000, maxInterval = 60_000)
public final class SnapshotScheduleReconciler implements Reconciler<SnapshotSchedule>, AutoCloseable {
    private static final Kind<SnapshotSchedule, SnapshotScheduleStatus> KIND =
            new Kind<>(SnapshotSchedule::new, SnapshotScheduleStatus::conditions, status -> status);

    private final InstantSource clock;
    private final ChangeSignal<SnapshotSchedule> signal = new ChangeSignal<>(this::forget);
    private final RepositorySites sites;
    private final Errands errands;
    private final Carrier<SnapshotSchedule, SnapshotScheduleStatus> carrier;
    private final Changes changes;
    private final ScheduleMetrics metrics = new ScheduleMetrics(Metrics.globalRegistry);
    private Neighbours neighbours;

    /**
     * Works through the client.
     *
     * @param clusters those that this operator runs
     * @param doors    the ways into clusters
     */
    public SnapshotScheduleReconciler(
            KubernetesClient client, InstantSource clock, ClusterDirectory clusters, Doors doors) {
        this.clock = clock;
        this.sites = new RepositorySites(client, clusters, signal::changed);
        this.errands = Errands.onThreads(doors, "schedule", clock, signal::changed);
        this.carrier = new Carrier<>(client, errands, KIND);
        this.changes = new Changes(client);
    }

    @Override
    public List<EventSource<?, SnapshotSchedule>> prepareEventSources(EventSourceContext<SnapshotSchedule> context) {
        neighbours = new Neighbours(context);
        List<EventSource<?, SnapshotSchedule>> sources = new ArrayList<>(neighbours.sources());
        sources.add(signal);
        return sources;
    }

    @Override
    public UpdateControl<SnapshotSchedule> reconcile(SnapshotSchedule resource, Context<SnapshotSchedule> context) {
        Instant now = clock.instant();
        ResourceID id = ResourceID.fromResource(resource);
        ScheduleView.Objects objects = neighbours.cached(resource);
        SchedulePlan first = SchedulePlan.of(ScheduleView.of(resource, objects, Optional.empty()), now);
        Optional<ScratchSearch> search = first.question().flatMap(question -> search(id, question, objects));
        if (search.isEmpty()) {
            sites.forget(id);
        }
        Optional<Scratch> scratch = search.flatMap(s -> s.known(now));
        SchedulePlan plan =
                scratch.isEmpty() ? first : SchedulePlan.of(ScheduleView.of(resource, objects, scratch), now);
        Optional<Changes.Outcome> outcome = plan.change()
                .filter(change -> !(change instanceof Change.DeleteScratchIndices))
                .map(change -> changes.make(resource, scratch, now));
        SnapshotScheduleStatus status = told(resource, plan, outcome, now);
        metrics.tell(id, status);
        UpdateControl<SnapshotSchedule> control = carrier.carryOut(
                resource, Optional.empty(), decision(plan, status, outcome, search, now), context, now);
        if (context.getPrimaryCache().get(id).isEmpty()) {
            forget(id); // deleted during this pass
        }
        return control;
    }

    private Optional<ScratchSearch> search(ResourceID id, Scratch.Question question, ScheduleView.Objects objects) {
        Optional<Restore> restore = objects.restores().stream()
                .filter(r -> r.getMetadata().getName().equals(question.restore()))
                .findFirst();
        return restore.map(r -> {
            Optional<SnapshotRepository> repository = ScratchSearch.repository(r, objects.repositories());
            Sites.Lookup site = sites.of(id, repository);
            return ScratchSearch.of(r, question.prefix(), site, errands.findings(id));
        });
    }

    /** What was refused stands in the condition until it is taken, or no longer wanted. */
    private static SnapshotScheduleStatus told(
            SnapshotSchedule resource, SchedulePlan plan, Optional<Changes.Outcome> outcome, Instant now) {
        return outcome.isPresent() && outcome.get() instanceof Changes.Outcome.Refused(var message)
                ? plan.status()
                        .with(new Turn("False", "Rejected", "the API server refused: " + message)
                                .condition(
                                        ReadyCondition.TYPE,
                                        resource.getStatus() == null
                                                ? List.of()
                                                : resource.getStatus().conditions(),
                                        resource.getMetadata().getGeneration(),
                                        now))
                : plan.status();
    }

    private Decision<SnapshotScheduleStatus> decision(
            SchedulePlan plan,
            SnapshotScheduleStatus status,
            Optional<Changes.Outcome> outcome,
            Optional<ScratchSearch> search,
            Instant now) {
        outcome.ifPresent(this::remember);
        Optional<Errand<?>> errand =
                search.filter(s -> plan.question().isPresent()).flatMap(s -> s.errand(plan.change(), now));
        Optional<Site> site = search.flatMap(ScratchSearch::place);
        Duration again = Stream.of(
                        Optional.of(Waking.LATEST),
                        plan.again().map(at -> Waking.until(at, now)),
                        outcome.map(Waking::after),
                        plan.question().map(question -> ScratchSearch.PAUSE))
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .orElseThrow();
        return new Decision<>(status, errand, site, Optional.empty(), Optional.of(again));
    }

    private void remember(Changes.Outcome outcome) {
        if (outcome instanceof Changes.Outcome.Made(var object)) {
            object.ifPresent(neighbours::remember);
        }
    }

    private void forget(ResourceID id) {
        metrics.forget(id);
        carrier.forget(id);
        sites.forget(id);
    }

    @Override
    @PreDestroy
    public void close() {
        sites.close();
    }
}
