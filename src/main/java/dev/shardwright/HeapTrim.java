package dev.shardwright;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Gives the heap back that a burst needed. The collector lets go of memory when it collects everything, and with next to
 * nothing to do it would not for hours: after a start with 200 clusters the heap is twice what is in it.
 */
@Singleton
public class HeapTrim {
    /** The heap is looked at this often. */
    static final Duration LOOK = Duration.ofSeconds(15);

    /** Nothing much is done, when less processor time than this went by between two looks. */
    static final Duration QUIET = Duration.ofMillis(750);

    private static final double GROWN = 1.2;
    private static final long SLACK = 12L << 20;

    private final LongSupplier committed;
    private final LongSupplier processorNanos;
    private final Runnable collect;
    private Future<?> looks;
    private long kept;
    private long usedBefore;

    HeapTrim() {
        this(
                Runtime.getRuntime()::totalMemory,
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getProcessCpuTime,
                System::gc);
    }

    HeapTrim(LongSupplier committed, LongSupplier processorNanos, Runnable collect) {
        this.committed = committed;
        this.processorNanos = processorNanos;
        this.collect = collect;
    }

    void start(@Observes StartupEvent event) {
        looks = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("heap-trim").factory())
                .scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        looks.cancel(false);
    }

    /** One collection after each burst: again only when the heap has grown by a fifth and a bit since. */
    void look() {
        long used = processorNanos.getAsLong();
        boolean quiet = used - usedBefore < QUIET.toNanos();
        usedBefore = used;
        if (quiet && committed.getAsLong() > kept * GROWN + SLACK) {
            collect.run();
            kept = committed.getAsLong();
        }
    }
}
