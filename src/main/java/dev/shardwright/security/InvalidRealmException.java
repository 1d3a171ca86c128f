package dev.shardwright.security;

/** Users or roles that the file realm cannot hold. The message names the culprit and holds no secret. */
public final class InvalidRealmException extends Exception {
    private final Reason reason;
    private final String culprit;

    InvalidRealmException(Reason reason, String culprit, String message) {
        super(message);
        this.reason = reason;
        this.culprit = culprit;
    }

    /** What is wrong. */
    public enum Reason {
        /** A user name that would break the files or that Elasticsearch refuses. */
        USER_NAME,
        /** A role name that would break the files or that Elasticsearch refuses. */
        ROLE_NAME,
        /** A hash that is no bcrypt hash of ours. */
        PASSWORD_HASH,
        /** Two users of one name. */
        DUPLICATE_USER,
        /** Two definitions of one role, the operator's own included. */
        DUPLICATE_ROLE,
        /** A role document that is not one mapping of role names to mappings. */
        MALFORMED_ROLES
    }

    public Reason reason() {
        return reason;
    }

    /** The name of the user, the role, or the source of the document. */
    public String culprit() {
        return culprit;
    }
}
