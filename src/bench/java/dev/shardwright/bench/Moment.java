package dev.shardwright.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Catches moments that come within seconds: looks a hundred times a second. */
final class Moment {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Moment() {}

    /** What there is to see, as soon as there is. */
    static <T> T when(String what, Supplier<Optional<T>> look) {
        AtomicReference<T> seen = new AtomicReference<>();
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_LOOKS)
                .pollInSameThread()
                .until(() -> {
                    look.get().ifPresent(seen::set);
                    return seen.get() != null;
                });
        return seen.get();
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
