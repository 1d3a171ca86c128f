package dev.shardwright.cluster.observe;

import dev.shardwright.elasticsearch.ClusterReadings.Depth;
import dev.shardwright.elasticsearch.ElasticsearchConnection;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Polls Elasticsearch clusters, so that no reconcile ever waits for one. One thread keeps the time for all; each poll
 * runs on a virtual thread of its own, one at a time for a cluster, so a cluster that hangs delays no other. Steps are
 * taken on the same threads.
 */
public final class ElasticsearchMonitor implements ElasticsearchSteps, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ElasticsearchMonitor.class);

    private final InstantSource clock;
    private final Function<Target, ElasticsearchConnection> factory;
    private final BiConsumer<String, String> listener;
    private final Timekeeper timekeeper;
    private final ConcurrentMap<Key, ElasticsearchWatch> clusters = new ConcurrentHashMap<>();

    /** How closely a cluster is watched. */
    public enum Interest {
        /** Six requests a minute: health every ten seconds, every sixth time the nodes instead. More after a change. */
        STEADY(Duration.ofSeconds(10), Depth.BUDGET),
        /** Health and nodes every second. */
        ACTIVE(Duration.ofSeconds(1), Depth.MEMBERS),
        /** Everything every second, shards and settings too: something is to be changed, or has to be put back. */
        CHANGING(Duration.ofSeconds(1), Depth.DETAILS);

        private final Duration interval;
        private final Depth depth;

        Interest(Duration interval, Depth depth) {
            this.interval = interval;
            this.depth = depth;
        }

        /** Time between two polls. */
        public Duration interval() {
            return interval;
        }

        /** What a poll asks. */
        public Depth depth() {
            return depth;
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
        this(clock, factory, listener, Timekeeper.real());
    }

    ElasticsearchMonitor(
            InstantSource clock,
            Function<Target, ElasticsearchConnection> factory,
            BiConsumer<String, String> listener,
            Timekeeper timekeeper) {
        this.clock = clock;
        this.factory = factory;
        this.listener = listener;
        this.timekeeper = timekeeper;
    }

    /** Watches a cluster from now on, or changes how. Cheap and idempotent: call it at every reconcile. */
    public void watch(String namespace, String name, Target target, Interest interest) {
        clusters.computeIfAbsent(new Key(namespace, name), this::newWatch).want(target, interest);
    }

    /** What is known now; {@link ElasticsearchFacts#NONE} of a cluster that is not watched or was not asked yet. */
    public ElasticsearchFacts facts(String namespace, String name) {
        ElasticsearchWatch cluster = clusters.get(new Key(namespace, name));
        return cluster == null ? ElasticsearchFacts.NONE : cluster.facts();
    }

    @Override
    public void request(String namespace, String name, List<ElasticsearchStep> steps) {
        ElasticsearchWatch cluster = clusters.get(new Key(namespace, name));
        if (cluster != null && !steps.isEmpty()) {
            cluster.request(steps);
        }
    }

    /** Ends the watch and drops what was known. The listener hears no more of it. */
    public void forget(String namespace, String name) {
        ElasticsearchWatch cluster = clusters.remove(new Key(namespace, name));
        if (cluster != null) {
            cluster.end();
        }
    }

    /** Ends all watches. */
    @Override
    public void close() {
        timekeeper.scheduler().shutdownNow();
        clusters.values().forEach(ElasticsearchWatch::end);
        clusters.clear();
    }

    private ElasticsearchWatch newWatch(Key key) {
        return new ElasticsearchWatch(
                new ElasticsearchReader(key.toString(), clock, factory),
                new StepRunner(key.toString(), clock),
                timekeeper,
                clock,
                () -> tell(key));
    }

    private void tell(Key key) {
        try {
            listener.accept(key.namespace, key.name);
        } catch (RuntimeException e) {
            LOG.errorf(e, "news of %s were not taken", key);
        }
    }

    private record Key(String namespace, String name) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }
}
