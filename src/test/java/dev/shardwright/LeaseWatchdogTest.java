package dev.shardwright;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LeaseWatchdogTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private Optional<Instant> renewed = Optional.of(START);
    private boolean refused;
    private int ends;
    private final LeaseWatchdog watchdog = new LeaseWatchdog(now::get, this::read, () -> ends++);

    private Optional<Instant> read() {
        if (refused) {
            throw new IllegalStateException("503");
        }
        return renewed;
    }

    @Test
    void leavesAnOperatorAloneThatRenews() {
        for (int second = 0; second <= 60; second += 3) {
            now.set(START.plusSeconds(second));
            renewed = Optional.of(now.get());
            watchdog.look();
            watchdog.check();
        }
        assertThat(ends).isZero();
    }

    @Test
    void endsOneWhoseLeaseIsNotRenewedAnyMoreBeforeItIsOld() {
        watchdog.look();
        at(12);
        assertThat(ends).isZero();
        at(13);
        assertThat(ends).isOne();
    }

    /** An unknown is no yes. */
    @Test
    void endsOneThatCannotReadItsLease() {
        refused = true;
        at(13);
        assertThat(ends).isOne();
    }

    @Test
    void endsOneWhoseLeaseIsSomebodyElses() {
        renewed = Optional.empty();
        at(13);
        assertThat(ends).isOne();
    }

    private void at(int second) {
        now.set(START.plusSeconds(second));
        watchdog.look();
        watchdog.check();
    }
}
