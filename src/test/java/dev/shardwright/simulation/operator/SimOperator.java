package dev.shardwright.simulation.operator;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.cluster.Pass;
import dev.shardwright.cluster.RetryPace;
import dev.shardwright.cluster.WatchPace;
import dev.shardwright.cluster.act.Actor;
import dev.shardwright.cluster.act.Applier;
import dev.shardwright.cluster.act.ClaimCheck;
import dev.shardwright.cluster.act.Effects;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.observe.ElasticsearchMonitor.Interest;
import dev.shardwright.cluster.observe.Expectations;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.Observer;
import dev.shardwright.cluster.report.Report;
import dev.shardwright.cluster.report.StatusReport;
import dev.shardwright.cluster.report.Turning;
import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import dev.shardwright.simulation.Trace;
import dev.shardwright.simulation.Violation;
import dev.shardwright.simulation.elasticsearch.SimApi;
import dev.shardwright.simulation.kubernetes.Hosts;
import dev.shardwright.simulation.kubernetes.Informers;
import dev.shardwright.simulation.kubernetes.Interruptions;
import dev.shardwright.simulation.kubernetes.ObjectStore;
import dev.shardwright.simulation.kubernetes.SimKubernetes;
import dev.shardwright.support.Names;
import dev.shardwright.support.StatusGate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The operator's process around the real pass: caches, monitor, status, and all that it forgets when it dies. */
public final class SimOperator {
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            StatefulSet.class,
            Pod.class,
            PersistentVolumeClaim.class,
            ConfigMap.class,
            Secret.class,
            Service.class,
            ServiceAccount.class,
            PodDisruptionBudget.class,
            NetworkPolicy.class);

    private static final ResourceID ID = new ResourceID(SimResource.NAME, SimResource.NAMESPACE);

    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final ObjectStore store;
    private final SimKubernetes kubernetes;
    private final Interruptions interruptions;
    private final SimApi elasticsearch;
    private final Hosts hosts;
    private final SimResource resource;
    private final Credentials credentials;
    private final PassMaker maker;
    private final Consumer<Pass.Outcome> audience;
    private Optional<Life> life = Optional.empty();
    private int lag = 200;
    private int hanging;
    private int passes;
    private int statusWrites;

    /** All that lives in the memory of one process. */
    private final class Life {
        private final Informers informers =
                new Informers(agenda, chance.apart(), store, KINDS, () -> SimOperator.this.wake());
        private final SimMonitor monitor =
                new SimMonitor(agenda, chance.apart(), trace, elasticsearch, interruptions, SimOperator.this);
        private final StatusGate<ElasticClusterStatus> gate = new StatusGate<>(Turning::of);
        private final RetryPace pace = new RetryPace();
        private final WatchPace watchPace = new WatchPace();
        private final Pass pass;
        private ElasticCluster seen = resource.live();
        private boolean due;
        private int timer;

        Life() {
            Expectations expectations = new Expectations();
            Applier applier = new Applier(kubernetes, informers);
            Actor actor = new Actor(
                    applier,
                    new Effects(kubernetes, informers, expectations),
                    new ClaimCheck(kubernetes, informers),
                    monitor);
            Observer observer = new Observer(informers, new SimSurroundings(hosts, monitor::facts), expectations);
            pass = maker.make(observer, this::keep, actor);
            informers.lag(lag);
            monitor.hang(hanging);
        }

        private Credentials keep(ElasticCluster cluster, Observation observed, Instant now) {
            return cluster.getSpec().http().tls().secretName() == null
                    ? credentials
                    : SimCredentials.flawed(credentials);
        }
    }

    /** An operator that has not been started. */
    public SimOperator(
            Agenda agenda,
            Chance chance,
            Trace trace,
            ObjectStore store,
            SimKubernetes kubernetes,
            Interruptions interruptions,
            SimApi elasticsearch,
            Hosts hosts,
            SimResource resource,
            PassMaker maker,
            Consumer<Pass.Outcome> audience) {
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.store = store;
        this.kubernetes = kubernetes;
        this.interruptions = interruptions;
        this.elasticsearch = elasticsearch;
        this.hosts = hosts;
        this.resource = resource;
        this.credentials = SimCredentials.of(resource.live());
        this.maker = maker;
        this.audience = audience;
    }

    /** A process starts, knowing nothing but what the API server has. */
    public void start() {
        life = Optional.of(new Life());
        wake();
    }

    /** The process ends for good. */
    public void stop() {
        life.ifPresent(l -> l.informers.close());
        life = Optional.empty();
    }

    /** The process dies, and another one comes after a while. */
    public void crash() {
        if (life.isPresent()) {
            stop();
            agenda.after(chance.between(500, 30_000), this::start);
        }
    }

    /** From now on events come this late (milliseconds), and that many of a hundred polls hang. */
    public void become(int newLag, int hangingPercent) {
        lag = newLag;
        hanging = hangingPercent;
        life.ifPresent(l -> {
            l.informers.lag(lag);
            l.monitor.hang(hanging);
        });
    }

    /** The user has changed the spec: the operator sees it after a while. */
    public void specChanged() {
        agenda.after(
                chance.between(1, lag),
                () -> life.ifPresent(l -> {
                    l.seen = resource.live();
                    wake();
                }));
    }

    /** How many passes there were. */
    public int passes() {
        return passes;
    }

    /** How many times the status was written. */
    public int statusWrites() {
        return statusWrites;
    }

    void wake() {
        life.filter(l -> !l.due).ifPresent(l -> {
            l.due = true;
            agenda.after(chance.between(1, 250), () -> alive(l.monitor, () -> pass(l)));
        });
    }

    /** Does something for a process, if that still lives. */
    void alive(SimMonitor monitor, Runnable what) {
        if (life.filter(l -> l.monitor == monitor).isEmpty()) {
            return;
        }
        try {
            what.run();
        } catch (Interruptions.OperatorCrash e) {
            crash();
        }
    }

    private void pass(Life l) {
        l.due = false;
        passes++;
        Pass.Outcome outcome = run(l);
        audience.accept(outcome);
        watch(l, outcome);
        report(l, outcome.report());
    }

    private Pass.Outcome run(Life l) {
        try {
            return l.pass.run(l.seen, agenda.instant());
        } catch (Violation e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Violation("PassEnds", "in an error: " + e, e);
        }
    }

    private void watch(Life l, Pass.Outcome outcome) {
        boolean stored = l.informers
                .get(Secret.class, SimResource.NAMESPACE, Names.operatorUser(SimResource.NAME))
                .isPresent();
        if (stored && !outcome.seen().statefulSets().isEmpty()) {
            List<String> ready = nodes(outcome, NodeCondition.State.Member);
            Interest interest = l.watchPace.of(ID, outcome.plan());
            l.monitor.watch(ready.isEmpty() ? nodes(outcome, NodeCondition.State.Joining) : ready, interest);
        }
    }

    private static List<String> nodes(Pass.Outcome outcome, NodeCondition.State state) {
        return outcome.seen().pods().stream()
                .filter(p -> NodeCondition.of(p).state() == state)
                .map(p -> p.getMetadata().getName())
                .toList();
    }

    private void report(Life l, Report report) {
        if (report.isTooEarly()) {
            return;
        }
        ElasticClusterStatus status = StatusReport.of(report);
        Optional<ElasticClusterStatus> written =
                Optional.ofNullable(report.cluster().getStatus());
        Optional<Duration> again = l.pace.after(ID, report);
        switch (l.gate.decide(ID, written, status, report.now())) {
            case StatusGate.Verdict.Same() -> again.ifPresent(d -> later(l, d));
            case StatusGate.Verdict.Later(var after) ->
                later(l, again.filter(a -> a.compareTo(after) < 0).orElse(after));
            case StatusGate.Verdict.Write() -> {
                again.ifPresent(d -> later(l, d));
                write(l, status);
            }
        }
    }

    /** A status that could not be written is an error of the pass: the framework tries it again. */
    private void write(Life l, ElasticClusterStatus status) {
        try {
            interruptions.before("status");
            resource.report(status);
            statusWrites++;
            l.seen = resource.live();
            if (trace.isKept()) {
                trace.say("operator", "status: ", SimResource.summary(status));
            }
            interruptions.after("status");
        } catch (KubernetesClientException e) {
            later(l, Duration.ofSeconds(1));
        }
    }

    private void later(Life l, Duration delay) {
        int mine = ++l.timer;
        agenda.after(
                delay, () -> life.filter(now -> now == l && l.timer == mine).ifPresent(now -> wake()));
    }
}
