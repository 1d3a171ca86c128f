package dev.shardwright.simulation.operator;

import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Trouble;
import dev.shardwright.cluster.observe.ElasticsearchMonitor.Interest;
import dev.shardwright.cluster.observe.ElasticsearchSteps;
import dev.shardwright.elasticsearch.ClusterReadings;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import dev.shardwright.simulation.Fault;
import dev.shardwright.simulation.Trace;
import dev.shardwright.simulation.elasticsearch.SimApi;
import dev.shardwright.simulation.kubernetes.Interruptions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Polls and steps in virtual time, with the semantics of the operator's own monitor: one thing at a time, facts with their age. */
final class SimMonitor implements ElasticsearchSteps {
    private static final int TIME_OUT = 5_000;

    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final SimApi api;
    private final Interruptions interruptions;
    private final SimOperator operator;
    private final ClusterReadings readings;
    private final Queue<ElasticsearchStep> steps = new ArrayDeque<>();
    private ElasticsearchFacts facts = ElasticsearchFacts.NONE;
    private Interest interest = Interest.STEADY;
    private long requestedAt;
    private int requests;
    private int timer;
    private int hanging;
    private boolean watched;
    private boolean busy;

    SimMonitor(
            Agenda agenda, Chance chance, Trace trace, SimApi api, Interruptions interruptions, SimOperator operator) {
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.api = api;
        this.interruptions = interruptions;
        this.operator = operator;
        this.readings = new ClusterReadings(agenda);
    }

    /** From now on that many of a hundred polls get no answer at all. */
    void hang(int percent) {
        hanging = percent;
    }

    ElasticsearchFacts facts() {
        return facts;
    }

    void watch(List<String> endpoints, Interest wanted) {
        api.ask(endpoints);
        boolean closer = wanted.compareTo(interest) > 0;
        boolean first = !watched;
        watched = true;
        interest = wanted;
        if (first || closer) {
            schedule(first ? chance.between(0, 3_000) : 0);
        }
    }

    @Override
    public void request(String namespace, String name, List<ElasticsearchStep> wanted) {
        interruptions.between("request " + wanted);
        forgetDetails();
        requests++;
        requestedAt = agenda.now();
        steps.clear();
        steps.addAll(wanted);
        schedule(chance.between(0, 50));
        interruptions.between("requested " + wanted);
    }

    private void forgetDetails() {
        facts = facts.withoutDetails();
    }

    private void schedule(long delay) {
        if (!busy) {
            int mine = ++timer;
            agenda.after(
                    delay,
                    () -> operator.alive(this, () -> {
                        if (timer == mine) {
                            begin();
                        }
                    }));
        }
    }

    private void begin() {
        busy = true;
        if (!steps.isEmpty() && agenda.now() - requestedAt > TIME_OUT) {
            steps.clear();
        }
        if (steps.isEmpty()) {
            poll();
        } else {
            take(steps.remove());
        }
    }

    private void take(ElasticsearchStep step) {
        interruptions.between("take " + step);
        if (step.take(api) instanceof Reply.Failure) {
            steps.clear();
        }
        agenda.after(
                chance.between(5, 200),
                () -> operator.alive(this, () -> {
                    readings.distrust();
                    begin();
                }));
    }

    private void poll() {
        int asked = requests;
        if (chance.percent(hanging)) {
            trace.count(Fault.HANGING);
            agenda.after(
                    TIME_OUT,
                    () -> operator.alive(this, () -> {
                        readings.distrust();
                        publish(troubled(Problem.TIMED_OUT), asked);
                    }));
            return;
        }
        ElasticsearchFacts read = read();
        int latency = chance.percent(3) ? chance.between(500, 3_000) : chance.between(2, 60);
        agenda.after(latency, () -> operator.alive(this, () -> publish(read, asked)));
    }

    /** What was asked for before a change was requested says nothing of the time after it. */
    private void publish(ElasticsearchFacts read, int asked) {
        ElasticsearchFacts before = facts;
        facts = read;
        if (asked != requests) {
            forgetDetails();
        }
        busy = false;
        schedule(steps.isEmpty() ? pause() : 0);
        if (!facts.meansTheSameAs(before)) {
            operator.wake();
        }
    }

    private long pause() {
        int interval = interest == Interest.STEADY ? 10_000 : 1_000;
        int jitter = chance.between(0, interval / 10);
        return (long) interval + jitter;
    }

    private ElasticsearchFacts read() {
        var failure = readings.read(api, interest.depth());
        return failure.isPresent()
                ? troubled(failure.get().problem())
                : new ElasticsearchFacts(
                        Optional.of(ElasticsearchFacts.known(readings.complete().orElseThrow())), Optional.empty());
    }

    private ElasticsearchFacts troubled(Problem problem) {
        Instant now = agenda.instant();
        Instant since = facts.trouble().map(Trouble::since).orElse(now);
        return new ElasticsearchFacts(facts.known(), Optional.of(new Trouble(problem, "simulated", since, now)));
    }
}
