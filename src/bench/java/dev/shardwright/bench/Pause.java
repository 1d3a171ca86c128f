package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Console;
import java.time.Duration;
import java.time.Instant;

/** Time that is measured, in which the benchmark itself does nothing. */
final class Pause {
    private static final Duration PROGRESS = Duration.ofMinutes(1);

    private Pause() {}

    static void of(String what, Duration time) {
        Console.say("  %s: %d s".formatted(what, time.toSeconds()));
        Instant end = Instant.now().plus(time);
        try {
            for (Duration left = time; left.isPositive(); left = Duration.between(Instant.now(), end)) {
                Thread.sleep(left.compareTo(PROGRESS) < 0 ? left : PROGRESS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
