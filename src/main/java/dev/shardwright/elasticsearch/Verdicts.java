package dev.shardwright.elasticsearch;

import java.util.function.Function;

/** Several questions in a row, of which each may be refused. */
public final class Verdicts {
    private Verdicts() {}

    /** What the next question brings, if this one was granted; else the same failure or refusal. */
    public static <A, B> Reply<Verdict<B>> then(Reply<Verdict<A>> reply, Function<A, Reply<Verdict<B>>> next) {
        return switch (reply) {
            case Reply.Failure<Verdict<A>>(var problem, var message) -> Reply.failure(problem, message);
            case Reply.Answer<Verdict<A>>(Verdict.Refused<A>(var why)) -> Reply.answer(new Verdict.Refused<>(why));
            case Reply.Answer<Verdict<A>>(Verdict.Granted<A>(var value)) -> next.apply(value);
        };
    }

    /** The same answer in another form. */
    public static <A, B> Reply<Verdict<B>> map(Reply<Verdict<A>> reply, Function<A, B> form) {
        return then(reply, value -> Reply.answer(new Verdict.Granted<>(form.apply(value))));
    }

    /** An answer that cannot be a refusal, as one that is none. */
    public static <A> Reply<Verdict<A>> granted(Reply<A> reply) {
        return switch (reply) {
            case Reply.Failure<A>(var problem, var message) -> Reply.failure(problem, message);
            case Reply.Answer<A>(var value) -> Reply.answer(new Verdict.Granted<>(value));
        };
    }
}
