package dev.shardwright.snapshot.pass;

import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Site;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a pass over one resource has decided.
 *
 * @param <S>    the status
 * @param status what is to be told
 * @param errand what is to be asked or changed next; empty when nothing is. A change waits until the status is written:
 *               what was intended outlives the operator.
 * @param at     where, if not at the resource's own cluster
 * @param object an object to apply before the status is written; empty when there is none
 * @param again  when to look again without an event; empty when only an event can change anything
 */
public record Decision<S>(
        S status,
        Optional<Errand<?>> errand,
        Optional<Site> at,
        Optional<HasMetadata> object,
        Optional<Duration> again) {

    /** Tells, and waits for an event. */
    public static <S> Decision<S> tell(S status) {
        return new Decision<>(status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Tells, and looks again. */
    public static <S> Decision<S> tell(S status, Duration again) {
        return new Decision<>(status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(again));
    }

    /** Tells, and asks or changes something; its end brings the next pass. */
    public static <S> Decision<S> run(S status, Errand<?> errand) {
        return new Decision<>(status, Optional.of(errand), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Tells, and does something again that came to nothing, once a pause is over.
     *
     * @param last when it was done last
     */
    public static <S> Decision<S> retry(S status, Errand<?> errand, Instant last, Duration pause, Instant now) {
        Duration left = Duration.between(now, last.plus(pause));
        return left.isPositive() ? tell(status, left) : run(status, errand);
    }

    /** The same, with its errand at another cluster. */
    public Decision<S> elsewhere(Site site) {
        return new Decision<>(status, errand, Optional.of(site), object, again);
    }

    /** The same, with an object that is applied first. */
    public Decision<S> applying(HasMetadata first) {
        return new Decision<>(status, errand, at, Optional.of(first), again);
    }
}
