package dev.shardwright.e2e.harness;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something again and again while a test does other things. A time that fails is said, and the next one comes. */
public final class Repeatedly implements AutoCloseable {
    private static final int SECONDS_TO_END = 90;

    private final ScheduledExecutorService executor;
    private final ScheduledFuture<?> schedule;
    private final AtomicInteger times;

    private Repeatedly(ScheduledExecutorService executor, ScheduledFuture<?> schedule, AtomicInteger times) {
        this.executor = executor;
        this.schedule = schedule;
        this.times = times;
    }

    /** Begins at once; the interval lies between the end of one time and the beginning of the next. */
    public static Repeatedly every(String what, Duration interval, Runnable action) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(r -> {
            Thread thread = new Thread(r, what);
            thread.setDaemon(true);
            return thread;
        });
        AtomicInteger times = new AtomicInteger();
        ScheduledFuture<?> schedule = executor.scheduleWithFixedDelay(
                () -> once(what, action, times), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return new Repeatedly(executor, schedule, times);
    }

    /** How often it was done without a failure. */
    public int times() {
        return times.get();
    }

    // An exception, or a failed wait, would end the schedule for good.
    private static void once(String what, Runnable action, AtomicInteger times) {
        try {
            action.run();
            times.incrementAndGet();
        } catch (RuntimeException | AssertionError e) {
            Console.say("  %s: %s".formatted(what, e));
        }
    }

    /** Ends it, after the time that has begun. */
    @Override
    public void close() {
        schedule.cancel(false);
        executor.shutdown();
        try {
            if (!executor.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
