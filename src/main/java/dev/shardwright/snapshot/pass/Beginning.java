package dev.shardwright.snapshot.pass;

import dev.shardwright.snapshot.site.Sites;
import java.time.Duration;
import java.time.Instant;

/**
 * The first moments of an operator: no pass has been over the ElasticClusters yet, and a cluster that is not known is not
 * gone.
 *
 * @param began when the operator began
 */
public record Beginning(Instant began) {
    /** When to look again meanwhile. */
    public static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration LASTS = Duration.ofSeconds(15);

    /** Whether nothing can be said of a cluster yet. */
    public boolean mayNotKnow(Sites.Lookup site, Instant now) {
        return site instanceof Sites.Lookup.Missing missing
                && missing.reason().equals("ClusterMissing")
                && now.isBefore(began.plus(LASTS));
    }
}
