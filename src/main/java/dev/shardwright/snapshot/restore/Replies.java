package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Silence;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is made of replies: silence is told and asked again, and never a step. */
final class Replies {
    /** They pass, and Elasticsearch did nothing. */
    private static final Set<String> FOR_NOW = Set.of(
            Begin.NOT_OURS, // what it is, the next look tells
            "concurrent_snapshot_execution_exception",
            "snapshot_in_progress_exception",
            "repository_missing_exception",
            "repository_exception",
            "repository_verification_exception",
            "process_cluster_event_timeout_exception");

    private final RestoreView view;
    private final RestoreReport report;
    private final RestoreStatus written;
    private final Instant now;

    Replies(RestoreView view, RestoreReport report, Instant now) {
        this.view = view;
        this.report = report;
        this.written = view.written().orElseThrow();
        this.now = now;
    }

    /** Whether a refusal says that it may be granted later. */
    static boolean isForNow(Complaint why) {
        return FOR_NOW.contains(why.type());
    }

    static String words(Complaint why) {
        return why.type() + ": " + why.reason();
    }

    /** When it was asked last; now, if it never was. */
    Instant at(Errand<?> errand) {
        return view.findings().of(errand).map(Finding::at).orElse(now);
    }

    /** What follows from a question, once it is answered. */
    <T> Decision<RestoreStatus> asked(Errand<Verdict<T>> question, Function<T, Decision<RestoreStatus>> then) {
        Optional<Finding<Verdict<T>>> last = view.findings().of(question);
        if (last.isEmpty()) {
            return Decision.run(written, question);
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<T>>(var problem, var message) ->
                again(report.waiting(Silence.reason(problem), message), question);
            case Reply.Answer<Verdict<T>>(Verdict.Refused<T>(var why)) -> again(question, why);
            case Reply.Answer<Verdict<T>>(Verdict.Granted<T>(var value)) -> then.apply(value);
        };
    }

    /** What follows from a change, once it is answered. */
    Decision<RestoreStatus> changed(
            Errand<Verdict<Done>> change,
            Function<Finding<?>, Decision<RestoreStatus>> done,
            Function<Complaint, Decision<RestoreStatus>> refused) {
        Optional<Finding<Verdict<Done>>> last = view.findings().of(change);
        if (last.isEmpty()) {
            return Decision.run(written, change);
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<Done>>(var problem, var message) ->
                again(report.waiting(Silence.reason(problem), message), change);
            case Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why)) -> refused.apply(why);
            case Reply.Answer<Verdict<Done>>(Verdict.Granted<Done> granted) -> done.apply(last.get());
        };
    }

    /** The same again after a pause, as it was refused. */
    Decision<RestoreStatus> again(Errand<?> errand, Complaint why) {
        return again(report.waiting("Refused", words(why)), errand);
    }

    private Decision<RestoreStatus> again(RestoreStatus status, Errand<?> errand) {
        return Decision.retry(status, errand, at(errand), RestorePlan.PAUSE, now);
    }
}
