package dev.shardwright.cluster.observe;

import dev.shardwright.cluster.observe.ElasticsearchFacts.Trouble;
import dev.shardwright.elasticsearch.ClusterReadings;
import dev.shardwright.elasticsearch.ElasticsearchApi;
import dev.shardwright.elasticsearch.ElasticsearchConnection;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply.Failure;
import dev.shardwright.elasticsearch.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Polls Elasticsearch clusters, so that no reconcile ever waits for one. One thread keeps the time for all; each poll
 * runs on a virtual thread of its own, one at a time for a cluster, so a cluster that hangs delays no other.
 */
public final class ElasticsearchMonitor implements ElasticsearchSteps, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ElasticsearchMonitor.class);

    /** A first poll in STEADY waits up to this long: an operator that starts meets all its clusters at once. */
    private static final Duration FIRST_SPREAD = Duration.ofSeconds(3);

    /** Intervals are up to this much longer, never shorter: the budget of requests holds. */
    private static final double JITTER = 0.1;

    private final InstantSource clock;
    private final Function<Target, ElasticsearchConnection> factory;
    private final BiConsumer<String, String> listener;
    private final ScheduledExecutorService scheduler;
    private final Executor workers;
    private final DoubleSupplier random;
    private final ConcurrentMap<Key, Watched> clusters = new ConcurrentHashMap<>();

    /** How closely a cluster is watched. */
    public enum Interest {
        /** Six requests a minute: health every ten seconds, every sixth time the nodes instead. More after a change. */
        STEADY(Duration.ofSeconds(10)),
        /** Health and nodes every second. */
        ACTIVE(Duration.ofSeconds(1)),
        /** Everything every second, shards and settings too: something is to be changed, or has to be put back. */
        CHANGING(Duration.ofSeconds(1));

        private final Duration interval;

        Interest(Duration interval) {
            this.interval = interval;
        }
    }

    /**
     * A monitor that watches nothing yet.
     *
     * @param clock    stamps what was read
     * @param factory  opens the door to a cluster
     * @param listener told namespace and name when the facts of a cluster mean something new; may be slow
     */
    public ElasticsearchMonitor(
            InstantSource clock,
            Function<Target, ElasticsearchConnection> factory,
            BiConsumer<String, String> listener) {
        this(
                clock,
                factory,
                listener,
                timekeeper(),
                task -> Thread.ofVirtual().name("elasticsearch-poll").start(task),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    ElasticsearchMonitor(
            InstantSource clock,
            Function<Target, ElasticsearchConnection> factory,
            BiConsumer<String, String> listener,
            ScheduledExecutorService scheduler,
            Executor workers,
            DoubleSupplier random) {
        this.clock = clock;
        this.factory = factory;
        this.listener = listener;
        this.scheduler = scheduler;
        this.workers = workers;
        this.random = random;
    }

    /** Watches a cluster from now on, or changes how. Cheap and idempotent: call it at every reconcile. */
    public void watch(String namespace, String name, Target target, Interest interest) {
        clusters.computeIfAbsent(new Key(namespace, name), Watched::new).want(target, interest);
    }

    /** What is known now; {@link ElasticsearchFacts#NONE} of a cluster that is not watched or was not asked yet. */
    public ElasticsearchFacts facts(String namespace, String name) {
        Watched cluster = clusters.get(new Key(namespace, name));
        return cluster == null ? ElasticsearchFacts.NONE : cluster.facts;
    }

    @Override
    public void request(String namespace, String name, List<ElasticsearchStep> steps) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Ends the watch and drops what was known. The listener hears no more of it. */
    public void forget(String namespace, String name) {
        Watched cluster = clusters.remove(new Key(namespace, name));
        if (cluster != null) {
            cluster.end();
        }
    }

    /** Ends all watches. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        clusters.values().forEach(Watched::end);
        clusters.clear();
    }

    private static ScheduledExecutorService timekeeper() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("elasticsearch-monitor").factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private record Key(String namespace, String name) {}

    /** A cluster under watch: when it is polled. */
    private final class Watched {
        private final Key key;
        private final ClusterReadings readings = new ClusterReadings(clock);
        private volatile ElasticsearchFacts facts = ElasticsearchFacts.NONE;
        private Optional<Target> wanted = Optional.empty();
        private Optional<Target> current = Optional.empty();
        private Optional<ElasticsearchConnection> connection = Optional.empty();
        private Interest interest = Interest.STEADY;
        private Optional<Future<?>> next = Optional.empty();
        private boolean polling;
        private boolean again;
        private boolean ended;

        Watched(Key key) {
            this.key = key;
        }

        synchronized void want(Target target, Interest newInterest) {
            boolean first = wanted.isEmpty();
            boolean closer = newInterest == Interest.ACTIVE && interest != Interest.ACTIVE;
            boolean perhapsCured =
                    facts.trouble().isPresent() && !wanted.equals(Optional.of(target)); // a new address, say
            wanted = Optional.of(target);
            interest = newInterest;
            if (closer || perhapsCured) {
                again = polling;
                schedule(Duration.ZERO);
            } else if (first) {
                schedule(scaled(FIRST_SPREAD, random.getAsDouble()));
            }
        }

        synchronized void end() {
            ended = true;
            next.ifPresent(future -> future.cancel(false));
            connection.ifPresent(open -> workers.execute(open::close));
        }

        private void schedule(Duration delay) {
            if (!polling && !ended && !scheduler.isShutdown()) {
                next.ifPresent(future -> future.cancel(false));
                next = Optional.of(scheduler.schedule(this::start, delay.toNanos(), TimeUnit.NANOSECONDS));
            }
        }

        private void start() {
            synchronized (this) {
                if (polling || ended) {
                    return;
                }
                polling = true;
            }
            workers.execute(this::poll);
        }

        private void poll() {
            ElasticsearchFacts before = facts;
            ElasticsearchFacts after = before;
            try {
                after = read(before);
            } finally {
                synchronized (this) {
                    polling = false;
                    facts = ended ? before : after;
                    Duration pause = scaled(interest.interval, 1 + JITTER * random.getAsDouble());
                    schedule(again ? Duration.ZERO : pause);
                    again = false;
                }
            }
            tellIfNews(before, after);
        }

        private ElasticsearchFacts read(ElasticsearchFacts before) {
            try {
                Optional<Failure<?>> failure = readings.read(connection(), interest() == Interest.ACTIVE);
                return failure.isPresent()
                        ? troubled(
                                before, failure.get().problem(), failure.get().message())
                        : new ElasticsearchFacts(readings.complete().map(ElasticsearchFacts::known), Optional.empty());
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "polling %s/%s failed inside the operator", key.namespace, key.name);
                readings.distrust();
                String what = e.getClass().getSimpleName();
                return troubled(before, Problem.UNEXPECTED, "Polling failed inside the operator (" + what + ").");
            }
        }

        private ElasticsearchFacts troubled(ElasticsearchFacts before, Problem problem, String message) {
            Instant now = clock.instant();
            Instant since = before.trouble().map(Trouble::since).orElse(now);
            return new ElasticsearchFacts(before.known(), Optional.of(new Trouble(problem, message, since, now)));
        }

        private void tellIfNews(ElasticsearchFacts before, ElasticsearchFacts after) {
            synchronized (this) {
                if (ended || after.meansTheSameAs(before)) {
                    return;
                }
            }
            try {
                listener.accept(key.namespace, key.name);
            } catch (RuntimeException e) {
                LOG.errorf(e, "news of %s/%s were not taken", key.namespace, key.name);
            }
        }

        private ElasticsearchApi connection() {
            Target target = target();
            if (connection.isEmpty()) {
                ElasticsearchConnection opened = factory.apply(target);
                synchronized (this) {
                    connection = Optional.of(opened);
                    if (ended) {
                        opened.close();
                    }
                }
            } else if (!current.equals(Optional.of(target))) {
                connection.get().retarget(target);
            }
            current = Optional.of(target);
            return connection.get();
        }

        private synchronized Target target() {
            return wanted.orElseThrow();
        }

        private synchronized Interest interest() {
            return interest;
        }
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
