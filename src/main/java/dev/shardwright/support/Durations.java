package dev.shardwright.support;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Durations as Kubernetes writes them: 90s, 5m, 1h30m. */
public final class Durations {
    private Durations() {}

    /** The duration that a text stands for; empty when it stands for none. */
    public static Optional<Duration> parse(String text) {
        try {
            return Optional.of(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
