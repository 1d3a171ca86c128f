package dev.shardwright.snapshot.site;

import dev.shardwright.elasticsearch.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the errands of one resource have brought, as it is at one moment. Plans are made of this, never of the cluster itself.
 *
 * @param running the errand that is under way; empty when none is
 * @param found   the last reply to each errand
 */
public record Findings(Optional<Errand<?>> running, Map<Errand<?>, Finding<?>> found) {
    /** Nothing was ever asked. */
    public static final Findings NONE = new Findings(Optional.empty(), Map.of());

    public Findings {
        found = Map.copyOf(found);
    }

    /**
     * A reply.
     *
     * @param at when it was asked for: it may be as old as that
     */
    public record Finding<T>(Reply<T> reply, Instant at) {}

    /** The reply to an errand; empty when it was never run, or was forgotten over a change. */
    @SuppressWarnings("unchecked") // an errand is kept with its own reply
    public <T> Optional<Finding<T>> of(Errand<T> errand) {
        return Optional.ofNullable((Finding<T>) found.get(errand));
    }

    /** The same, if it is no older than that. */
    public <T> Optional<Reply<T>> fresh(Errand<T> errand, Instant now, Duration age) {
        return of(errand).filter(f -> !f.at().isBefore(now.minus(age))).map(Finding::reply);
    }
}
