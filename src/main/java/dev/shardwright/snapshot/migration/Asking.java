package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Silence;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.snapshot.site.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What is made of the answers of the two clusters: silence is told and asked again, and never a step. */
record Asking(MigrationView view, MigrationReport report, Instant now) {
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration SOON = Duration.ofSeconds(1);
    /** To look at some thousand indices takes minutes. */
    private static final Duration LASTS = Duration.ofMinutes(5);

    /** What follows from an answer; a refusal is told, and asked again. */
    <T> Next of(Sites.Lookup where, Errand<Verdict<T>> errand, Function<T, Next> granted) {
        return of(where, errand, granted, why -> again(where, errand, "Refused", Words.of(why)));
    }

    /** What follows from an answer. */
    <T> Next of(
            Sites.Lookup where,
            Errand<Verdict<T>> errand,
            Function<T, Next> granted,
            Function<Complaint, Next> refused) {
        Optional<Finding<Verdict<T>>> last = view.findings().of(errand);
        if (last.isEmpty()) {
            return run(where, errand);
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<T>>(var problem, var message) ->
                again(where, errand, Silence.reason(problem), Words.silence(where, message));
            case Reply.Answer<Verdict<T>>(Verdict.Refused<T>(var why)) -> refused.apply(why);
            case Reply.Answer<Verdict<T>>(Verdict.Granted<T>(var value)) -> granted.apply(value);
        };
    }

    /** What follows from an answer that is not too old to be acted on: then it is asked again. */
    <T> Next lately(Sites.Lookup where, Errand<Verdict<T>> errand, Function<T, Next> granted) {
        return view.findings().fresh(errand, now, LASTS).isEmpty() ? run(where, errand) : of(where, errand, granted);
    }

    /** Whether a change was made, and not long ago. */
    boolean isJustDone(Errand<Verdict<Done>> change) {
        return view.findings()
                .fresh(change, now, LASTS)
                .flatMap(Reply::asOptional)
                .filter(verdict -> verdict instanceof Verdict.Granted)
                .isPresent();
    }

    /** The same again after a pause. */
    Next again(Sites.Lookup where, Errand<?> errand, String reason, String message) {
        Instant last = view.findings().of(errand).map(Finding::at).orElse(now);
        return at(where, site -> Decision.<MigrationStatus>retry(
                        report.waiting(reason, message), errand, last, PAUSE, now)
                .elsewhere(site));
    }

    private Next run(Sites.Lookup where, Errand<?> errand) {
        return at(where, site -> Decision.<MigrationStatus>run(view.written().orElseThrow(), errand)
                .elsewhere(site));
    }

    private Next at(Sites.Lookup where, Function<Site, Decision<MigrationStatus>> then) {
        return switch (where) {
            case Sites.Lookup.Missing(var reason, var message) ->
                Next.of(Decision.tell(report.waiting(reason, message), PAUSE));
            case Sites.Lookup.Found(var site) -> Next.of(then.apply(site));
        };
    }
}
