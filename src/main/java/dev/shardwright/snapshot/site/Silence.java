package dev.shardwright.snapshot.site;

import dev.shardwright.elasticsearch.Problem;

/** Why nothing is known, in one word. */
public final class Silence {
    private Silence() {}

    /** The word. */
    public static String reason(Problem problem) {
        return switch (problem) {
            case UNAUTHORIZED, FORBIDDEN -> "Unauthorized";
            case TLS -> "CertificateNotTrusted";
            case BUSY -> "Overloaded";
            case NO_MASTER -> "NoMaster";
            case NO_ENDPOINT, UNREACHABLE, TIMED_OUT, UNAVAILABLE -> "Unreachable";
            case SERVER_ERROR, UNEXPECTED, MALFORMED -> "UnexpectedAnswer";
        };
    }
}
