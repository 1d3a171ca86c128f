package dev.shardwright.cluster.credentials;

/** A user or role of the spec that cannot be; the message names the field and holds no secret. */
public final class InvalidCredentialsException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidCredentialsException(String message) {
        super(message);
    }
}
