package dev.shardwright.cluster.observe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock and a scheduler that go on only when told to. */
final class ManualTime implements InstantSource {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(task -> task.at));
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration duration) {
        Instant end = now.plus(duration);
        while (!tasks.isEmpty() && !tasks.peek().at.isAfter(end)) {
            Task task = tasks.poll();
            now = task.at;
            task.run();
        }
        now = end;
    }

    List<Instant> due() {
        return tasks.stream().map(task -> task.at).toList();
    }

    ScheduledThreadPoolExecutor scheduler() {
        return new ScheduledThreadPoolExecutor(0) {
            @Override
            public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                Task task = new Task(command, now.plus(Duration.of(delay, unit.toChronoUnit())));
                tasks.add(task);
                return task;
            }
        };
    }

    /** Cancelled tasks stay in the queue and do nothing. */
    private static final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final Instant at;

        Task(Runnable command, Instant at) {
            super(command, null);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
