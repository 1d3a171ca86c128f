package dev.shardwright.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what is to happen, in order. Things of the same moment happen in the order in which they were asked for. */
public final class Agenda implements InstantSource {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
    private long now;
    private long order;

    private record Entry(long at, long order, Runnable what) {}

    /** Milliseconds since the beginning. */
    public long now() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plusMillis(now);
    }

    /** Has something happen after a while, in milliseconds. */
    public void after(long delay, Runnable what) {
        entries.add(new Entry(now + Math.max(0, delay), order++, what));
    }

    /** Has something happen after a while. */
    public void after(Duration delay, Runnable what) {
        after(delay.toMillis(), what);
    }

    /** Lets the next thing happen. False when nothing is due until then; time then stands at {@code until}. */
    public boolean next(long until) {
        Entry entry = entries.peek();
        if (entry == null || entry.at > until) {
            now = until;
            return false;
        }
        entries.remove();
        now = entry.at;
        entry.what.run();
        return true;
    }
}
