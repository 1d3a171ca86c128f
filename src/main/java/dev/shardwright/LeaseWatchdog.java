package dev.shardwright;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final Duration CHECK = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Supplier<Optional<Instant>> renewed;
    private final Runnable end;
    private final List<Future<?>> rounds = new ArrayList<>();
    private volatile Instant last;

    /**
     * Looks at nothing yet.
     *
     * @param renewed when the lease was last renewed, as the API server has it; empty when it is somebody else's; may throw
     *     or take long
     * @param end     ends the process at once
     */
    LeaseWatchdog(InstantSource clock, Supplier<Optional<Instant>> renewed, Runnable end) {
        this.clock = clock;
        this.renewed = renewed;
        this.end = end;
        this.last = clock.instant();
    }

    /** Begins: a look that hangs does not keep the check from its time. */
    void start() {
        last = clock.instant();
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().daemon().name("lease-watchdog-", 1).factory());
        rounds.add(threads.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS));
        rounds.add(threads.scheduleAtFixedRate(this::check, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS));
    }

    void look() {
        try {
            renewed.get().ifPresent(at -> last = at);
        } catch (RuntimeException e) {
            LOG.debug("the lease could not be read", e);
        }
    }

    void check() {
        Instant now = clock.instant();
        if (now.isAfter(last.plus(LONGEST))) {
            LOG.error(
                    "the lease was last seen renewed at {}: another operator may lead soon, this one ends at once",
                    last);
            end.run();
        }
    }
}
