package dev.shardwright.cluster.credentials;

/**
 * Something that a person should mend. The cluster runs on with what it has.
 *
 * @param reason a stable word for events and metrics
 * @param message what is wrong, where, and the way out; without secrets
 */
public record Warning(Reason reason, String message) {
    /** The reasons. */
    public enum Reason {
        /** The Secret with the keys of the authorities is gone or damaged: no certificate can be renewed. */
        AuthorityLost,
        /** An authority has ended: no certificate can be renewed. */
        AuthorityExpired,
        /** The Secret of the user's HTTP certificate is gone or lacks a key. */
        HttpCertificateMissing,
        /** The user's HTTP certificate cannot be used. */
        HttpCertificateBroken,
        /** The user's HTTP certificate has ended. */
        HttpCertificateExpired,
        /** A Secret of secure settings is gone or empty. */
        SecureSettingsMissing
    }
}
