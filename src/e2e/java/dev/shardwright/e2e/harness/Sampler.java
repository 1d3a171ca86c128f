package dev.shardwright.e2e.harness;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Looks at something again and again while a test does other things, and remembers the different values seen. */
public final class Sampler<T> implements AutoCloseable {
    private final Set<T> seen = new LinkedHashSet<>();
    private final Supplier<Optional<T>> look;
    private final Repeatedly looking;

    private Sampler(Duration interval, Supplier<Optional<T>> look) {
        this.look = look;
        this.looking = Repeatedly.every("sampler", interval, this::sample);
    }

    /** Begins to look. A look that fails sees nothing. */
    public static <T> Sampler<T> every(Duration interval, Supplier<Optional<T>> look) {
        return new Sampler<>(interval, look);
    }

    /** The values seen so far, in order of their first appearance. */
    public Set<T> seen() {
        synchronized (seen) {
            return new LinkedHashSet<>(seen);
        }
    }

    private void sample() {
        try {
            look.get().ifPresent(value -> {
                synchronized (seen) {
                    seen.add(value);
                }
            });
        } catch (RuntimeException unreachable) {
            // Nothing seen this time: what is looked at may be down on purpose.
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        looking.close();
    }
}
