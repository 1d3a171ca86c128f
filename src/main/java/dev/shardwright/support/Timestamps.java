package dev.shardwright.support;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Moments as Kubernetes writes them: 2026-05-01T12:00:00Z. */
public final class Timestamps {
    private Timestamps() {}

    /** The moment that a text stands for; empty when it stands for none, or when there is no text (null). */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When an object that the API server has was made: it says so of each. */
    public static Instant created(HasMetadata object) {
        return Instant.parse(object.getMetadata().getCreationTimestamp());
    }
}
