package dev.shardwright.snapshot.schedule;

import java.time.Duration;
import java.time.Instant;

/** When to look at a schedule again without an event. */
final class Waking {
    /** A clock may be set while nobody looks: no run is later than this for it. */
    static final Duration LATEST = Duration.ofHours(1);

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration REFUSED = Duration.ofMinutes(1);

    private Waking() {}

    /** At that time, and not before it. */
    static Duration until(Instant at, Instant now) {
        Duration left = Duration.between(now, at);
        return left.compareTo(AT_ONCE) < 0 ? AT_ONCE : left.plus(AT_ONCE);
    }

    /** After an attempt to change something. */
    static Duration after(Changes.Outcome outcome) {
        return switch (outcome) {
            case Changes.Outcome.Made made -> made.object().isPresent() ? AT_ONCE : SOON;
            case Changes.Outcome.Later later -> SOON;
            case Changes.Outcome.Refused refused -> REFUSED;
        };
    }
}
