package dev.shardwright;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps the heap near what is in it. The collector lets go of memory when it collects everything, which by itself it does only
 * when the heap can grow no more: a start with 200 clusters leaves it twice as large as needed, and each change a bit larger.
 */
@Singleton
public class HeapTrim {
    /** The heap is looked at this often. */
    static final Duration LOOK = Duration.ofSeconds(15);

    private static final double GROWN = 1.1;
    private static final long SLACK = 12L << 20;

    private final LongSupplier committed;
    private final Runnable collect;
    private Future<?> looks;
    private long kept;

    HeapTrim() {
        this(Runtime.getRuntime()::totalMemory, System::gc);
    }

    HeapTrim(LongSupplier committed, Runnable collect) {
        this.committed = committed;
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

    /** A collection when the heap has grown by a tenth and a bit since the last one; in half a second for 1,000 clusters. */
    void look() {
        if (committed.getAsLong() > kept * GROWN + SLACK) {
            collect.run();
            kept = committed.getAsLong();
        }
    }
}
