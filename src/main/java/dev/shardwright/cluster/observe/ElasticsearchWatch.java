package dev.shardwright.cluster.observe;

import dev.shardwright.cluster.observe.ElasticsearchFacts.StepTrouble;
import dev.shardwright.cluster.observe.ElasticsearchMonitor.Interest;
import dev.shardwright.elasticsearch.ClusterReadings.Depth;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * One cluster under watch: when it is polled, when steps are taken, and which facts hold. Its polls follow each other as
 * long as there is a node to ask; steps are taken at the beginning of one, so what it reads afterwards holds.
 */
final class ElasticsearchWatch {
    /** A first poll in STEADY waits up to this long: an operator that starts meets all its clusters at once. */
    private static final Duration FIRST_SPREAD = Duration.ofSeconds(3);

    /** Older steps belong to a plan that may not hold any more. */
    private static final Duration STEPS_HOLD = Duration.ofSeconds(5);

    /** Steps that come to nothing and are asked for again would go round in a circle without this. */
    private static final Duration REST_AFTER_STEPS = Duration.ofSeconds(1);

    private final ElasticsearchReader reader;
    private final StepRunner runner;
    private final Timekeeper timekeeper;
    private final InstantSource clock;
    private final Runnable news;
    private volatile ElasticsearchFacts facts = ElasticsearchFacts.NONE;
    private Optional<Target> wanted = Optional.empty();
    private Interest interest = Interest.STEADY;
    private Optional<Future<?>> next = Optional.empty();
    private Optional<Requested> requested = Optional.empty();
    private boolean awaited; // somebody waits for facts that hold after steps
    private boolean rests; // the last poll took steps, and the next has not begun
    private boolean polling;
    private boolean again;
    private boolean ended;

    /** @param news told when the facts mean something new; may be slow */
    ElasticsearchWatch(
            ElasticsearchReader reader, StepRunner runner, Timekeeper timekeeper, InstantSource clock, Runnable news) {
        this.reader = reader;
        this.runner = runner;
        this.timekeeper = timekeeper;
        this.clock = clock;
        this.news = news;
    }

    private record Requested(List<ElasticsearchStep> steps, Instant at) {}

    /** What a poll begins with; {@code steps} is empty when there is nothing to be done. */
    private record Turn(ElasticsearchFacts before, List<ElasticsearchStep> steps, Target target, Depth depth) {}

    ElasticsearchFacts facts() {
        return facts;
    }

    synchronized void want(Target target, Interest newInterest) {
        boolean first = wanted.isEmpty();
        boolean closer = newInterest.compareTo(interest) > 0;
        boolean perhapsCured = facts.trouble().isPresent() && !wanted.equals(Optional.of(target)); // a new address, say
        wanted = Optional.of(target);
        interest = newInterest;
        if (closer || perhapsCured) {
            again = polling;
            schedule(Duration.ZERO);
        } else if (first) {
            schedule(timekeeper.spread(FIRST_SPREAD));
        }
    }

    synchronized void request(List<ElasticsearchStep> steps) {
        requested = Optional.of(new Requested(List.copyOf(steps), clock.instant()));
        awaited = true;
        facts = facts.withoutDetails();
        if (!rests) {
            schedule(Duration.ZERO);
        }
    }

    synchronized void end() {
        ended = true;
        next.ifPresent(future -> future.cancel(false));
        timekeeper.work(reader::close);
    }

    private void schedule(Duration delay) {
        if (!polling && !ended && timekeeper.isRunning()) {
            next.ifPresent(future -> future.cancel(false));
            next = Optional.of(timekeeper.in(delay, this::start));
        }
    }

    private void start() {
        synchronized (this) {
            if (polling || ended) {
                return;
            }
            polling = true;
        }
        timekeeper.work(this::poll);
    }

    private void poll() {
        Turn turn = begin();
        ElasticsearchFacts after = turn.before();
        boolean tell;
        try {
            after = reader.read(afterSteps(turn), turn.target(), turn.depth());
        } finally {
            tell = finish(after, !turn.steps().isEmpty());
        }
        if (tell) {
            news.run();
        }
    }

    private synchronized Turn begin() {
        Instant oldest = clock.instant().minus(STEPS_HOLD);
        List<ElasticsearchStep> steps = requested
                .filter(request -> !ended && !request.at().isBefore(oldest))
                .map(Requested::steps)
                .orElse(List.of());
        requested = Optional.empty();
        rests = false;
        Depth depth = interest.depth();
        return new Turn(
                facts,
                steps,
                wanted.orElseThrow(),
                depth == Depth.BUDGET && !steps.isEmpty() ? Depth.MEMBERS : depth); // who votes may have changed
    }

    private ElasticsearchFacts afterSteps(Turn turn) {
        ElasticsearchFacts before = turn.before();
        if (turn.steps().isEmpty()) {
            return before;
        }
        Optional<StepTrouble> trouble = runner.take(turn.steps(), () -> reader.connection(turn.target()));
        return new ElasticsearchFacts(before.known(), before.trouble(), trouble);
    }

    /** @return whether somebody should be told */
    private synchronized boolean finish(ElasticsearchFacts read, boolean tookSteps) {
        polling = false;
        if (ended) {
            return false;
        }
        ElasticsearchFacts before = facts;
        facts = requested.isPresent() ? read.withoutDetails() : read;
        boolean holds = requested.isEmpty() && read.trouble().isEmpty();
        boolean tell = (awaited && holds) || !facts.meansTheSameAs(before);
        awaited &= !holds;
        rests = tookSteps;
        if (!isMute(tookSteps)) {
            schedule(pause());
        }
        again = false;
        return tell;
    }

    /** Nothing can be learnt where there is nobody to ask: only another target or a request changes that. */
    private boolean isMute(boolean tookSteps) {
        boolean nobody =
                facts.trouble().filter(t -> t.problem() == Problem.NO_ENDPOINT).isPresent();
        return nobody
                && !tookSteps
                && requested.isEmpty()
                && wanted.orElseThrow().endpoints().isEmpty();
    }

    private Duration pause() {
        Duration regular = timekeeper.lengthened(interest.interval());
        Duration rest = timekeeper.lengthened(REST_AFTER_STEPS);
        if (rests) {
            return rest.compareTo(regular) < 0 ? rest : regular;
        }
        return again || requested.isPresent() ? Duration.ZERO : regular;
    }
}
