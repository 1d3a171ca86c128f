package dev.shardwright.elasticsearch;

import java.util.Optional;
import java.util.function.Function;

/** What came of a request: an answer that was understood in full, or the reason why there is none. */
public sealed interface Reply<T> {

    /** A complete answer. */
    record Answer<T>(T value) implements Reply<T> {}

    /**
     * No answer.
     *
     * @param problem what kind
     * @param message one sentence that names the address asked; at most 300 characters, without secrets
     */
    record Failure<T>(Problem problem, String message) implements Reply<T> {
        private static final int LIMIT = 300;

        public Failure {
            message = message.length() <= LIMIT ? message : message.substring(0, LIMIT - 1) + "…";
        }
    }

    static <T> Reply<T> answer(T value) {
        return new Answer<>(value);
    }

    static <T> Reply<T> failure(Problem problem, String message) {
        return new Failure<>(problem, message);
    }

    /** What the next question brings, if this is an answer; else the same failure. */
    default <R> Reply<R> then(Function<? super T, Reply<R>> next) {
        return switch (this) {
            case Answer<T>(T value) -> next.apply(value);
            case Failure<T>(Problem problem, String message) -> failure(problem, message);
        };
    }

    /** The answer's value, if it is one. */
    default Optional<T> asOptional() {
        return this instanceof Answer<T>(T value) ? Optional.of(value) : Optional.empty();
    }
}
