package dev.shardwright.elasticsearch;

/** An answer that is not what its status promised. The message says where, and quotes nothing. */
final class MalformedAnswerException extends Exception {
    MalformedAnswerException(String message) {
        super(message);
    }
}
