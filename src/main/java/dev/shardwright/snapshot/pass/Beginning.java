package dev.shardwright.snapshot.pass;

import dev.shardwright.snapshot.site.Sites;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The first moments of an operator, from its first pass on: it has not been over the ElasticClusters yet, and a cluster that
 * is not known is not gone. One that waits for the lease has not begun.
 */
public final class Beginning {
    /** When to look again meanwhile. */
    public static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration LASTS = Duration.ofSeconds(15);

    private final AtomicReference<Instant> began = new AtomicReference<>();

    /** Whether nothing can be said of a cluster yet. Every pass asks, from the first on. */
    public boolean mayNotKnow(Sites.Lookup site, Instant now) {
        began.compareAndSet(null, now);
        return site instanceof Sites.Lookup.Missing missing
                && missing.reason().equals("ClusterMissing")
                && now.isBefore(began.get().plus(LASTS));
    }
}
