package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits until the operator has nothing more to do. */
final class Quiet {
    /** A look reads the audit log. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private Quiet() {}

    /** Waits until it has written nothing for {@link Size#QUIET}; gives the time of its last write, or of the call. */
    static Instant await(Bed bed) {
        Instant from = Instant.now();
        Instant[] last = {from};
        Instant[] looked = {from};
        AtomicInteger writes = new AtomicInteger();
        Waiting.until("no more writes", PATIENCE, () -> writes + " writes in the last look", () -> {
            Instant now = Instant.now();
            if (Duration.between(looked[0], now).compareTo(BETWEEN_LOOKS) < 0) {
                return false;
            }
            var made = bed.requests(looked[0].minusSeconds(1), now).writes();
            looked[0] = now;
            writes.set(made.size());
            made.all().forEach(r -> last[0] = r.at().isAfter(last[0]) ? r.at() : last[0]);
            return Duration.between(last[0], now).compareTo(Size.QUIET.seconds()) >= 0;
        });
        return last[0];
    }
}
