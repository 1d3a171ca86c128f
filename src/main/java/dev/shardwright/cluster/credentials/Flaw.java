package dev.shardwright.cluster.credentials;

/**
 * Why the spec cannot be followed.
 *
 * @param reason what kind
 * @param message names the field and the way out; without secrets
 */
public record Flaw(Reason reason, String message) {
    /** The kinds. */
    public enum Reason {
        /** A Secret that the spec names holds something that cannot be. */
        InvalidSpec,
        /** A Secret that the spec names is missing or lacks a key, and nothing takes its place. */
        SecretMissing
    }
}
