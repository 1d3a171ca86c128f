package dev.shardwright.elasticsearch;

/** Why Elasticsearch gave no usable answer. None of them says anything about the cluster's health. */
public enum Problem {
    /** No node has an address yet: nothing was asked. */
    NO_ENDPOINT,
    /** Connection refused, reset, or no route. */
    UNREACHABLE,
    /** No complete answer within the time given. */
    TIMED_OUT,
    /** The TLS handshake failed, or the certificate was not one that we trust for this host. */
    TLS,
    /** 401: the operator's user or password is not known there. */
    UNAUTHORIZED,
    /** 403: the operator's user may not ask this. */
    FORBIDDEN,
    /** 503: no master is elected, or the cluster's state is not recovered. */
    NO_MASTER,
    /** 429: overloaded. */
    BUSY,
    /** 502, 504 or another 503. */
    UNAVAILABLE,
    /** Another 5xx. */
    SERVER_ERROR,
    /** A status that this request should never have. */
    UNEXPECTED,
    /** Success by its status, but the body was empty, cut, too large, no JSON, or lacked a field. */
    MALFORMED
}
