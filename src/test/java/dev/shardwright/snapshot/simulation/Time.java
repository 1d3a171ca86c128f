package dev.shardwright.snapshot.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Virtual time, and what happens in it. */
final class Time {
    private record Entry(Instant at, long order, Runnable what) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::order));
    private final Consumer<Instant> elapsing;
    private Instant now;
    private long order;

    /** @param elapsing told of each moment before it is reached */
    Time(Instant begin, Consumer<Instant> elapsing) {
        this.now = begin;
        this.elapsing = elapsing;
    }

    Instant now() {
        return now;
    }

    void in(Duration delay, Runnable what) {
        entries.add(new Entry(now.plus(delay), order++, what));
    }

    /** Time that a call takes. */
    void pass(Duration duration) {
        reach(now.plus(duration));
    }

    /** Runs what is due up to an end. */
    void until(Instant end) {
        while (!entries.isEmpty() && !entries.peek().at().isAfter(end)) {
            Entry next = entries.remove();
            reach(next.at());
            next.what().run();
        }
        reach(end);
    }

    private void reach(Instant moment) {
        if (moment.isAfter(now)) {
            elapsing.accept(moment);
            now = moment;
        }
    }
}
