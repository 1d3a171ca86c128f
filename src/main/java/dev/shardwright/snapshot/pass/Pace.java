package dev.shardwright.snapshot.pass;

import dev.shardwright.api.snapshot.ByteProgress;
import dev.shardwright.api.snapshot.ShardProgress;
import java.time.Duration;
import java.util.Optional;

/** How far something is, and how long it still takes. */
public final class Pace {
    private static final int WHOLE = 100;
    /** Nothing is foretold from less than this. */
    private static final int MEANINGFUL = 5;

    private static final int MANY_SECONDS = 600;
    private static final int MANY_MINUTES = 600;

    private Pace() {}

    /** Percent, at most 99 while something is left; bytes weigh when they are known, else shards. Both may be null. */
    public static int percent(ShardProgress shards, ByteProgress bytes) {
        long total = 0;
        long done = 0;
        if (bytes != null && bytes.total() > 0) {
            total = bytes.total();
            done = bytes.done();
        } else if (shards != null) {
            total = shards.total();
            done = shards.done();
        }
        return total == 0 ? 0 : (int) Math.min(WHOLE - 1, done * WHOLE / total);
    }

    /** The time that is left at the pace so far; empty while too little is done to tell. */
    public static Optional<String> left(Duration elapsed, int percent) {
        return percent < MEANINGFUL || percent >= WHOLE
                ? Optional.empty()
                : Optional.of(words(elapsed.multipliedBy(WHOLE - percent).dividedBy(percent)));
    }

    /** A duration in a few characters: 42s, 15m, 3h. */
    public static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < MANY_SECONDS) {
            return seconds + "s";
        }
        return duration.toMinutes() < MANY_MINUTES ? duration.toMinutes() + "m" : duration.toHours() + "h";
    }
}
