package dev.shardwright.elasticsearch;

/** What a server says to a request that it may refuse for a reason which users must be told. */
public sealed interface Verdict<T> {

    /** It did, or answered, what was asked. */
    record Granted<T>(T value) implements Verdict<T> {}

    /** It would not, or could not. */
    record Refused<T>(Complaint complaint) implements Verdict<T> {}
}
