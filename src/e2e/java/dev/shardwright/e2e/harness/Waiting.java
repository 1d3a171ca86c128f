package dev.shardwright.e2e.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for a condition and says every 15 seconds how far it is. */
public final class Waiting {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PROGRESS = Duration.ofSeconds(15);

    private Waiting() {}

    /** Waits until it is done. A call that fails counts as not done: the cluster may be restarting. */
    public static void until(String what, Duration atMost, Supplier<String> progress, Callable<Boolean> done) {
        Reporter reporter = new Reporter(what, progress);
        try {
            Awaitility.await(what)
                    .atMost(atMost)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(() -> reporter.check(done));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "gave up after %s s waiting for %s: %s".formatted(atMost.toSeconds(), what, reporter.state()), e);
        }
    }

    /** Checks that it stays so for that long. */
    public static void during(String what, Duration time, Supplier<String> progress, Callable<Boolean> holds) {
        Reporter reporter = new Reporter(what, progress);
        Instant end = Instant.now().plus(time);
        Awaitility.await(what)
                .atMost(time.plusMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL.multipliedBy(4))
                .until(() -> {
                    if (!reporter.check(holds)) {
                        throw new AssertionError("did not stay so: " + what + ": " + reporter.state());
                    }
                    return Instant.now().isAfter(end);
                });
    }

    /** Whether it is done within that time: for random moments, where not done is no failure. */
    public static boolean within(Duration time, Callable<Boolean> done) {
        try {
            Awaitility.await()
                    .atMost(time.plus(POLL))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .ignoreExceptions()
                    .until(done);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static final class Reporter {
        private final String what;
        private final Supplier<String> progress;
        private final AtomicReference<Exception> last = new AtomicReference<>();
        private final Instant began = Instant.now();
        private Instant reported = began;

        private Reporter(String what, Supplier<String> progress) {
            this.what = what;
            this.progress = progress;
        }

        private boolean check(Callable<Boolean> done) {
            Instant now = Instant.now();
            if (Duration.between(reported, now).compareTo(PROGRESS) >= 0) {
                reported = now;
                Console.say("  %4d s  waiting for %s: %s"
                        .formatted(Duration.between(began, now).toSeconds(), what, state()));
            }
            try {
                boolean result = done.call();
                last.set(null);
                return result;
            } catch (Exception e) {
                last.set(e);
                return false;
            }
        }

        private String state() {
            Exception e = last.get();
            String failure = e == null ? "" : " (" + e + ")";
            try {
                return progress.get() + failure;
            } catch (RuntimeException unreadable) {
                return "state unreadable: " + unreadable.getMessage() + failure;
            }
        }
    }
}
