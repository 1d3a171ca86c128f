package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Verification;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.NewRestore;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Silence;
import dev.shardwright.support.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A restore that has set out: what is on the cluster counts, and not what was asked for. */
final class Running {
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Long ones are looked at less often. */
    private static final Duration SLOW_POLL = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RestoreView view;
    private final RestoreReport report;
    private final RestoreReport.Target target;
    private final RestoreRecord record;
    private final RestoreStatus written;
    private final RestoreSpec spec;
    private final Instant now;

    Running(RestoreView view, RestoreReport report, RestoreReport.Target target, Instant now) {
        this.view = view;
        this.report = report;
        this.target = target;
        this.record = view.record().orElseThrow();
        this.written = view.written().orElseThrow();
        this.spec = view.resource().getSpec();
        this.now = now;
    }

    /** What is in the way is closed, and the restore begins; unless it has begun already. */
    Decision<RestoreStatus> begin() {
        LookWhetherBegun look = new LookWhetherBegun(
                target.repository(),
                target.snapshot(),
                new HashSet<>(record.targets().values()),
                new HashSet<>(record.closing()));
        return asked(look, RestorePlan.PAUSE, begun -> switch (begun) {
            case Begun.Ours() -> Decision.tell(report.restoring(), AT_ONCE);
            case Begun.Others(var index) ->
                Decision.tell(
                        report.failing(
                                Obstacle.Reason.IndexConflict.name(),
                                "an index " + index
                                        + " was made by somebody else in the meantime: nothing was restored"),
                        AT_ONCE);
            case Begun.NotYet(var open) -> open.isEmpty() ? start(look) : close(open);
        });
    }

    private Decision<RestoreStatus> close(List<String> open) {
        return changed(
                new CloseIndices(open),
                done -> Decision.run(written, new CloseIndices(open)),
                why -> Decision.tell(
                        report.failing("Refused", "an index could not be closed: " + words(why)), AT_ONCE));
    }

    private Decision<RestoreStatus> start(LookWhetherBegun look) {
        Begin begin = new Begin(target.repository(), target.snapshot(), what());
        return changed(
                begin,
                // Taken, and nothing to be seen of it yet.
                last -> now.isBefore(last.at().plus(RestorePlan.PAUSE))
                        ? Decision.retry(written, look, last.at(), POLL, now)
                        : Decision.run(written, begin),
                why -> Decision.tell(
                        report.failing(
                                "Refused", "Elasticsearch did not take it, and nothing was restored: " + words(why)),
                        AT_ONCE));
    }

    /** Settings that make it fast, then wait until every shard is there. */
    Decision<RestoreStatus> copy() {
        Map<String, String> fast = FastSettings.of(spec.indexSettings());
        if (!fast.isEmpty() && record.originals() == null) {
            ReadSettings read = new ReadSettings(new HashSet<>(record.targets().values()), fast.keySet());
            return asked(read, RestorePlan.PAUSE, found -> Decision.tell(written, AT_ONCE)
                    .applying(RecordFile.of(view.resource(), record.remembering(found))));
        }
        if (!fast.isEmpty()) {
            Map<String, Map<String, String>> wanted = new TreeMap<>();
            record.originals().keySet().forEach(index -> wanted.put(index, fast));
            ApplySettings apply = new ApplySettings(wanted, List.of());
            // Refused ones cost time, and nothing else.
            return changed(apply, done -> poll(), why -> poll());
        }
        return poll();
    }

    private Decision<RestoreStatus> poll() {
        Poll poll = new Poll(record.targetNames());
        return looked(poll, copying -> {
            if (copying.isDone()) {
                return Decision.tell(report.verifying(copying), AT_ONCE);
            }
            return copying.failure()
                    .map(why -> Decision.tell(
                            report.failing("RestoreFailed", "Elasticsearch has given up on " + why), AT_ONCE))
                    .orElseGet(() -> Decision.retry(report.copying(copying), poll, at(poll), pace(), now));
        });
    }

    /** The documents are counted and compared, when all shards are there. */
    Decision<RestoreStatus> compare() {
        if (spec.verification() == Verification.None) {
            return Decision.tell(report.compared(null), AT_ONCE);
        }
        Poll poll = new Poll(record.targetNames());
        return looked(
                poll,
                copying -> copying.isDone()
                        ? new Verifying(view, report, copying, now).decide()
                        : Decision.retry(report.copying(copying), poll, at(poll), POLL, now));
    }

    /** What was changed is put back: settings, and indices that were closed for nothing. */
    Decision<RestoreStatus> putBack() {
        ApplySettings undo = record.undo();
        return changed(
                undo,
                done -> Decision.tell(report.ended()),
                why -> Decision.retry(
                        report.waiting("Refused", "settings could not be put back: " + words(why)),
                        undo,
                        at(undo),
                        RestorePlan.PAUSE,
                        now));
    }

    private NewRestore what() {
        return new NewRestore(
                record.names(),
                Optional.ofNullable(spec.rename()).map(r -> new NewRestore.Renaming(r.pattern(), r.replacement())),
                spec.includeAliases(),
                spec.includeGlobalState(),
                spec.featureStates(),
                Map.of(),
                spec.ignoreIndexSettings());
    }

    private Duration pace() {
        return Timestamps.parse(written.startedAt())
                        .filter(start -> start.plus(LONG).isBefore(now))
                        .isPresent()
                ? SLOW_POLL
                : POLL;
    }

    /** An index that is gone while it is restored was deleted by somebody. */
    private Decision<RestoreStatus> looked(Poll poll, Function<Copying, Decision<RestoreStatus>> then) {
        Optional<Finding<Verdict<Copying>>> last = view.findings().of(poll);
        if (last.isPresent()
                && last.get().reply() instanceof Reply.Answer<Verdict<Copying>>(Verdict.Refused<Copying>(var why))
                && why.type().equals("index_not_found_exception")) {
            return Decision.tell(
                    report.failing("RestoreFailed", "an index was deleted while it was restored: " + why.reason()),
                    AT_ONCE);
        }
        return asked(poll, RestorePlan.PAUSE, then);
    }

    private <T> Decision<RestoreStatus> asked(
            Errand<Verdict<T>> question, Duration pause, Function<T, Decision<RestoreStatus>> then) {
        Optional<Finding<Verdict<T>>> last = view.findings().of(question);
        if (last.isEmpty()) {
            return Decision.run(written, question);
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<T>>(var problem, var message) ->
                Decision.retry(
                        report.waiting(Silence.reason(problem), message),
                        question,
                        last.get().at(),
                        pause,
                        now);
            case Reply.Answer<Verdict<T>>(Verdict.Refused<T>(var why)) ->
                Decision.retry(
                        report.waiting("Refused", words(why)),
                        question,
                        last.get().at(),
                        pause,
                        now);
            case Reply.Answer<Verdict<T>>(Verdict.Granted<T>(var value)) -> then.apply(value);
        };
    }

    private Decision<RestoreStatus> changed(
            Errand<Verdict<Done>> change,
            Function<Finding<?>, Decision<RestoreStatus>> done,
            Function<Complaint, Decision<RestoreStatus>> refused) {
        Optional<Finding<Verdict<Done>>> last = view.findings().of(change);
        if (last.isEmpty()) {
            return Decision.run(written, change);
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<Done>>(var problem, var message) ->
                Decision.retry(
                        report.waiting(Silence.reason(problem), message),
                        change,
                        last.get().at(),
                        RestorePlan.PAUSE,
                        now);
            case Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why)) -> refused.apply(why);
            case Reply.Answer<Verdict<Done>>(Verdict.Granted<Done> granted) -> done.apply(last.get());
        };
    }

    private Instant at(Errand<?> errand) {
        return view.findings().of(errand).map(Finding::at).orElse(now);
    }

    private static String words(Complaint why) {
        return why.type() + ": " + why.reason();
    }
}
