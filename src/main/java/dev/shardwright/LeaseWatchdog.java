package dev.shardwright;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends an operator that cannot show that its lease still holds. The elector gives up too, but only between two attempts to
 * renew, and an attempt with its retries may outlast the lease.
 */
final class LeaseWatchdog {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatchdog.class);

    /** Nobody takes the lease before it is fifteen seconds old by the same clock; what is under way needs a moment. */
    static final Duration LONGEST = Duration.ofSeconds(12);

    /** One that is renewed in time is never seen this old; then it is looked at each time. */
    static final Duration WORRYING = Duration.ofSeconds(6);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_A_LOOK = 3;

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Supplier<Optional<Instant>> renewed;
    private final Executor looks;
    private final Runnable end;
    private long tick;
    private Seen last;

    /** When the lease was renewed, and when it was asked for; by a clock that nobody sets. */
    private record Seen(Instant renewed, long nanos) {}

    /**
     * Looks at nothing yet.
     *
     * @param nanos   a clock that nobody sets: {@link System#nanoTime()}
     * @param renewed when the lease was last renewed, as the API server has it; empty when it is somebody else's; may throw
     *     or take long
     * @param looks   runs each look on a thread of its own: one that hangs keeps no other from being made
     * @param end     ends the process at once
     */
    LeaseWatchdog(
            InstantSource clock,
            LongSupplier nanos,
            Supplier<Optional<Instant>> renewed,
            Executor looks,
            Runnable end) {
        this.clock = clock;
        this.nanos = nanos;
        this.renewed = renewed;
        this.looks = looks;
        this.end = end;
        this.last = new Seen(clock.instant(), nanos.getAsLong());
    }

    /** Begins, with a lease that was taken just now. */
    void start() {
        synchronized (this) {
            last = new Seen(clock.instant(), nanos.getAsLong());
        }
        Future<?> unused = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("lease-watchdog").factory())
                .scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Once a second. Nothing may keep it from coming again. */
    void tick() {
        try {
            Duration age = age();
            if (age.compareTo(LONGEST) > 0) {
                LOG.error(
                        "the lease was last seen renewed {} s ago: another operator may lead soon, this one ends at once",
                        age.toSeconds());
                end.run();
            } else if (tick++ % TICKS_A_LOOK == 0 || age.compareTo(WORRYING) > 0) {
                looks.execute(this::look);
            }
        } catch (RuntimeException e) {
            LOG.error("the lease cannot be watched: this operator ends at once", e);
            end.run();
        }
    }

    private void look() {
        long asked = nanos.getAsLong();
        try {
            renewed.get().ifPresent(at -> saw(new Seen(at, asked)));
        } catch (RuntimeException e) {
            LOG.debug("the lease could not be read", e);
        }
    }

    /** Another time of renewal is news, also an earlier one: the clock was set back. Answers may come in any order. */
    private synchronized void saw(Seen seen) {
        if (seen.nanos() - last.nanos() > 0 && !seen.renewed().equals(last.renewed())) {
            last = seen;
        }
    }

    /** By whichever clock makes it older: one may be set back, the other stops while a machine sleeps. */
    private synchronized Duration age() {
        Duration byTheClock = Duration.between(last.renewed(), clock.instant());
        Duration byTime = Duration.ofNanos(nanos.getAsLong() - last.nanos());
        return byTheClock.compareTo(byTime) > 0 ? byTheClock : byTime;
    }
}
