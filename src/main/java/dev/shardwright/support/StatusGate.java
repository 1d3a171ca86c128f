package dev.shardwright.support;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Decides when a changed status is written: at once when it holds news, and the small steps in between (a node that
 * goes from Starting to Joining, a percentage) a few seconds later, several in one write.
 *
 * @param <S> the status
 */
public final class StatusGate<S> {
    private static final Duration SMALL_STEPS = Duration.ofSeconds(10);

    private final Function<S, ?> news;
    private final Map<ResourceID, Instant> lastWrite = new ConcurrentHashMap<>();

    /** @param news the part of a status whose change is written at once; told apart by equals */
    public StatusGate(Function<S, ?> news) {
        this.news = news;
    }

    /** What to do with a status. */
    public sealed interface Verdict {
        /** It says what is already written. */
        record Same() implements Verdict {}

        /** Write it now. */
        record Write() implements Verdict {}

        /** Look again after this time. */
        record Later(Duration after) implements Verdict {}
    }

    /** Compares what is written with what is to be said. */
    public Verdict decide(ResourceID id, Optional<S> written, S next, Instant now) {
        if (written.isPresent() && written.get().equals(next)) {
            return new Verdict.Same();
        }
        Instant due = lastWrite.getOrDefault(id, Instant.MIN).plus(SMALL_STEPS);
        if (written.isEmpty() || !news.apply(written.get()).equals(news.apply(next)) || !now.isBefore(due)) {
            lastWrite.put(id, now);
            return new Verdict.Write();
        }
        return new Verdict.Later(Duration.between(now, due));
    }

    /** Forgets a resource. */
    public void forget(ResourceID id) {
        lastWrite.remove(id);
    }
}
