package dev.shardwright.cluster.observe;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * When polls happen, and on which threads.
 *
 * @param scheduler keeps the time
 * @param workers   carry polls out
 * @param random    from 0 to 1
 */
record Timekeeper(ScheduledExecutorService scheduler, Executor workers, DoubleSupplier random) {
    /** Intervals are up to this much longer, never shorter: the budget of requests holds. */
    private static final double JITTER = 0.1;

    /** One thread for the time of all clusters, a virtual one for each poll. */
    static Timekeeper real() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("elasticsearch-monitor").factory());
        scheduler.setRemoveOnCancelPolicy(true);
        return new Timekeeper(
                scheduler,
                task -> Thread.ofVirtual().name("elasticsearch-poll").start(task),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    boolean isRunning() {
        return !scheduler.isShutdown();
    }

    Future<?> in(Duration delay, Runnable task) {
        return scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void work(Runnable task) {
        workers.execute(task);
    }

    /** A little longer than {@code interval}. */
    Duration lengthened(Duration interval) {
        return scaled(interval, 1 + JITTER * random.getAsDouble());
    }

    /** Anything up to {@code longest}. */
    Duration spread(Duration longest) {
        return scaled(longest, random.getAsDouble());
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
