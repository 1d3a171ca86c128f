package dev.shardwright.snapshot.site;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.DataConnection;
import dev.shardwright.elasticsearch.HttpData;
import dev.shardwright.elasticsearch.Target;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Connections to clusters, kept open from one errand to the next, and closed when nobody used them for ten minutes. */
@Singleton
public final class Doors implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Function<Target, DataConnection> factory;
    private final Map<Site, Door> doors = new HashMap<>();

    private boolean closed;

    private record Door(DataConnection connection, Instant used) {}

    /** Doors over HTTP. */
    @Inject
    public Doors(InstantSource clock) {
        this(clock, HttpData::new);
    }

    Doors(InstantSource clock, Function<Target, DataConnection> factory) {
        this.clock = clock;
        this.factory = factory;
    }

    /**
     * The way into a cluster. The same place asked as somebody else is another door.
     *
     * @throws CancellationException when they are closed, for the operator ends
     */
    public synchronized DataApi to(Site site) {
        if (closed) {
            throw new CancellationException("the operator ends");
        }
        Instant now = clock.instant();
        closeIdle(now);
        Door door = doors.get(site);
        DataConnection connection = door == null ? factory.apply(site.target()) : door.connection();
        doors.put(site, new Door(connection, now));
        return connection;
    }

    /** Ends what is under way; nothing goes through any more. */
    @Override
    @PreDestroy
    public synchronized void close() {
        closed = true;
        doors.values().forEach(door -> door.connection().close());
        doors.clear();
    }

    private void closeIdle(Instant now) {
        Iterator<Door> all = doors.values().iterator();
        while (all.hasNext()) {
            Door door = all.next();
            if (door.used().plus(IDLE).isBefore(now)) {
                door.connection().close();
                all.remove();
            }
        }
    }
}
