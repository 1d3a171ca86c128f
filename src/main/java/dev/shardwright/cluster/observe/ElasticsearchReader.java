package dev.shardwright.cluster.observe;

import dev.shardwright.cluster.observe.ElasticsearchFacts.Trouble;
import dev.shardwright.elasticsearch.ClusterReadings;
import dev.shardwright.elasticsearch.ElasticsearchConnection;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply.Failure;
import dev.shardwright.elasticsearch.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Makes facts of what one cluster answers. Used by one thread at a time; only the close may come from another. */
final class ElasticsearchReader {
    private static final Logger LOG = Logger.getLogger(ElasticsearchReader.class);

    private final String cluster;
    private final InstantSource clock;
    private final Function<Target, ElasticsearchConnection> factory;
    private final ClusterReadings readings;
    private Optional<Target> current = Optional.empty();
    private Optional<ElasticsearchConnection> connection = Optional.empty();
    private boolean closed;

    /** @param cluster namespace and name, for the log */
    ElasticsearchReader(String cluster, InstantSource clock, Function<Target, ElasticsearchConnection> factory) {
        this.cluster = cluster;
        this.clock = clock;
        this.factory = factory;
        this.readings = new ClusterReadings(clock);
    }

    /** Asks the cluster. Whatever goes wrong becomes a trouble. */
    ElasticsearchFacts read(ElasticsearchFacts before, Target target, ClusterReadings.Depth depth) {
        try {
            Optional<Failure<?>> failure = readings.read(connection(target), depth);
            return failure.isPresent()
                    ? troubled(before, failure.get().problem(), failure.get().message())
                    : new ElasticsearchFacts(
                            readings.complete().map(ElasticsearchFacts::known), Optional.empty(), before.stepTrouble());
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "polling %s failed inside the operator", cluster);
            readings.distrust();
            String what = e.getClass().getSimpleName();
            return troubled(before, Problem.UNEXPECTED, "Polling failed inside the operator (" + what + ").");
        }
    }

    /** The connection to the cluster, opened or turned to {@code target}. */
    ElasticsearchConnection connection(Target target) {
        if (connection.isEmpty()) {
            ElasticsearchConnection opened = factory.apply(target);
            synchronized (this) {
                connection = Optional.of(opened);
                if (closed) {
                    opened.close();
                }
            }
        } else if (!current.equals(Optional.of(target))) {
            connection.get().retarget(target);
        }
        current = Optional.of(target);
        return connection.get();
    }

    /** Ends requests under way, too. */
    synchronized void close() {
        closed = true;
        connection.ifPresent(ElasticsearchConnection::close);
    }

    private ElasticsearchFacts troubled(ElasticsearchFacts before, Problem problem, String message) {
        Instant now = clock.instant();
        Instant since = before.trouble().map(Trouble::since).orElse(now);
        return new ElasticsearchFacts(
                before.known(), Optional.of(new Trouble(problem, message, since, now)), before.stepTrouble());
    }
}
