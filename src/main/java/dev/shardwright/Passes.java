package dev.shardwright;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which passes are under way, over resources of all kinds; none of them ends without a word. */
final class Passes implements Metrics {
    /** Not a number: the framework also tells the end of passes that never began. */
    private final Set<Thread> running = new HashSet<>();

    @Override
    public synchronized void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
        running.add(Thread.currentThread());
    }

    @Override
    public synchronized void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
        running.remove(Thread.currentThread());
        notifyAll();
    }

    /** The framework tries a pass again that an exception has ended; of one that an error ended it never hears. */
    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        try {
            return execution.execute();
        } catch (Error e) {
            throw new IllegalStateException("the pass was cut off by " + e, e);
        }
    }

    synchronized boolean none() {
        return running.isEmpty();
    }

    /** Waits until none is under way; false when some still are after this time. */
    synchronized boolean awaitEnd(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); !running.isEmpty() && left > 0; left = until - System.nanoTime()) {
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
        }
        return running.isEmpty();
    }
}
