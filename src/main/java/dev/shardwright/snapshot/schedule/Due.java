package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.FollowedTimes;
import dev.shardwright.support.Timestamps;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The latest time that has come and has not been dealt with.
 *
 * @param at      the time
 * @param before  the one before it that has not been dealt with either
 * @param skipped how many such there are, counted up to {@link #MANY}
 */
record Due(Instant at, Optional<Instant> before, int skipped) {
    /** Nobody cares for the exact number beyond. */
    static final int MANY = 100;

    /**
     * What is due.
     *
     * @param dealtWith the last time that was dealt with; a clock that went back before it brings nothing
     */
    static Optional<Due> of(Cron cron, FollowedTimes followed, Optional<Instant> dealtWith, Instant now) {
        Instant after = Stream.concat(Timestamps.parse(followed.since()).stream(), dealtWith.stream())
                .max(Comparator.naturalOrder())
                .orElse(now);
        return cron.last(now).filter(at -> at.isAfter(after)).map(at -> of(cron, at, after));
    }

    private static Due of(Cron cron, Instant at, Instant after) {
        Optional<Instant> before = cron.last(at.minusSeconds(1)).filter(b -> b.isAfter(after));
        int skipped = 0;
        Optional<Instant> time = before;
        while (time.isPresent() && skipped < MANY) {
            skipped++;
            time = cron.last(time.get().minusSeconds(1)).filter(b -> b.isAfter(after));
        }
        return new Due(at, before, skipped);
    }
}
