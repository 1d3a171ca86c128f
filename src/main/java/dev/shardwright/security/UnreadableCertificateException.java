package dev.shardwright.security;

/** A text that should hold certificates holds none, or a damaged one. */
public final class UnreadableCertificateException extends Exception {
    UnreadableCertificateException(String message) {
        super(message);
    }
}
