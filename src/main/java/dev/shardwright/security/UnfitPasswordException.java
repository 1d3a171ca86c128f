package dev.shardwright.security;

/** A password that cannot be hashed faithfully. The message never contains it. */
public final class UnfitPasswordException extends RuntimeException {
    UnfitPasswordException(String message) {
        super(message);
    }
}
