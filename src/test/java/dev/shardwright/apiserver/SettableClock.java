package dev.shardwright.apiserver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes as the system's does, and can be set. */
final class SettableClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /** From now on it is this time. */
    void set(Instant time) {
        ahead = Duration.between(Instant.now(), time);
    }
}
