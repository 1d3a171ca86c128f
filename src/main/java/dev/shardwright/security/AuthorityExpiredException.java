package dev.shardwright.security;

import java.time.Instant;

/** An authority was asked to issue a certificate after its own end. */
public final class AuthorityExpiredException extends RuntimeException {
    AuthorityExpiredException(Instant notAfter) {
        super("the certificate authority expired at " + notAfter);
    }
}
