package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Verification;
import dev.shardwright.elasticsearch.NewRestore;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Words;
import dev.shardwright.support.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A restore that has set out: what is on the cluster counts, and not what was asked for. */
final class Running {
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Long ones are looked at less often. */
    private static final Duration SLOW_POLL = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RestoreView view;
    private final RestoreReport report;
    private final Place place;
    private final RestoreRecord record;
    private final RestoreStatus written;
    private final RestoreSpec spec;
    private final Replies replies;
    private final Instant now;

    Running(RestoreView view, RestoreReport report, Instant now) {
        this.view = view;
        this.report = report;
        this.record = view.record().orElseThrow();
        this.place = record.place();
        this.written = view.written().orElseThrow();
        this.spec = view.resource().getSpec();
        this.replies = new Replies(view, report, now);
        this.now = now;
    }

    /** What is in the way is closed, and the restore begins; unless it has begun already. */
    Decision<RestoreStatus> begin() {
        LookWhetherBegun look = new LookWhetherBegun(
                place.repository(),
                place.snapshot(),
                new HashSet<>(record.targets().values()),
                record.inTheWay(),
                FastSettings.of(spec.indexSettings()).keySet());
        if (view.findings().of(look).filter(f -> RestorePlan.isFresh(f, now)).isEmpty()) {
            return Decision.run(written, look);
        }
        return replies.asked(look, begun -> switch (begun) {
            case Begun.Ours(var made) -> ours(made);
            case Begun.Others(var index) ->
                failing(
                        Obstacle.Reason.IndexConflict.name(),
                        "an index " + index + " was made by somebody else in the meantime: nothing was restored");
            case Begun.Unclear(var index) ->
                failing(
                        "Unclear",
                        "index " + index + " was restored from a snapshot, and nothing tells any more whether from this"
                                + " one and by this Restore: nothing more is done with it. Look at it, delete it if it is"
                                + " of no use, and make a new Restore");
            case Begun.NotYet(var open) -> open.isEmpty() ? start() : close(open);
        });
    }

    /** What they had at first is written down once, before anything of it is changed. */
    private Decision<RestoreStatus> ours(Map<String, Made> made) {
        Decision<RestoreStatus> next = Decision.tell(report.restoring(), AT_ONCE);
        return record.made() == null ? next.applying(RecordFile.of(view.resource(), record.remembering(made))) : next;
    }

    private Decision<RestoreStatus> close(Map<String, Identity> open) {
        CloseIndices close = new CloseIndices(open);
        return replies.changed(
                close,
                last -> Decision.retry(
                        report.waiting("StillOpen", "an index that was closed is open again: it is closed once more"),
                        close,
                        last.at(),
                        RestorePlan.PAUSE,
                        now),
                why -> Replies.isForNow(why)
                        ? replies.again(close, why)
                        : failing("Refused", "an index could not be closed: " + Replies.words(why)));
    }

    private Decision<RestoreStatus> start() {
        Begin begin = new Begin(
                place.repository(),
                place.snapshot(),
                what(),
                new HashSet<>(record.targets().values()),
                record.inTheWay());
        return replies.changed(
                begin,
                taken -> failing(
                        "RestoreFailed",
                        "the indices were deleted right after Elasticsearch had begun to restore them"),
                why -> Replies.isForNow(why)
                        ? replies.again(begin, why)
                        : failing(
                                "Refused",
                                "Elasticsearch did not take it, and nothing was restored: " + Replies.words(why)));
    }

    /** Settings that make it fast, then wait until every shard is there. */
    Decision<RestoreStatus> copy() {
        Map<String, String> fast = FastSettings.of(spec.indexSettings());
        if (record.made() == null) {
            return failing("RestoreFailed", "the record of the restored indices is lost: look at them by hand");
        }
        // Refused ones cost time, and nothing else.
        return fast.isEmpty() ? poll() : replies.changed(record.hurry(fast), done -> poll(), why -> poll());
    }

    private Decision<RestoreStatus> poll() {
        return looked((poll, copying) -> {
            if (copying.isDone()) {
                return Decision.tell(report.verifying(copying), AT_ONCE);
            }
            return Decision.retry(report.copying(copying), poll, replies.at(poll), pace(), now);
        });
    }

    /** The documents are counted and compared, when all shards are there. */
    Decision<RestoreStatus> compare() {
        if (spec.verification() == Verification.None) {
            return Decision.tell(report.compared(null), AT_ONCE);
        }
        return looked((poll, copying) -> copying.isDone()
                ? new Verifying(view, report, copying, now).decide()
                : Decision.retry(
                        report.waiting("ShardsMissing", copying.trouble().orElse("a shard is on its way to a node")),
                        poll,
                        replies.at(poll),
                        pace(),
                        now));
    }

    /** What was changed is put back: settings, and indices that were closed for nothing. */
    Decision<RestoreStatus> putBack() {
        ApplySettings undo = record.undo();
        return replies.changed(
                undo,
                done -> Decision.tell(report.ended()),
                why -> Decision.retry(
                        report.waiting("Refused", "settings could not be put back: " + Replies.words(why)),
                        undo,
                        replies.at(undo),
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

    /** Where the shards are. An index that is gone while it is restored was deleted by somebody. */
    private Decision<RestoreStatus> looked(BiFunction<Poll, Copying, Decision<RestoreStatus>> then) {
        Poll poll = new Poll(record.targetNames());
        Optional<Finding<Verdict<Copying>>> last = view.findings().of(poll);
        if (last.isPresent()
                && last.get().reply() instanceof Reply.Answer<Verdict<Copying>>(Verdict.Refused<Copying>(var why))
                && why.type().equals("index_not_found_exception")) {
            return failing("RestoreFailed", "an index was deleted while it was restored: " + why.reason());
        }
        return replies.asked(poll, copying -> copying.failure()
                .map(why -> failing("RestoreFailed", "Elasticsearch has given up on " + Words.steady(why)))
                .orElseGet(() -> then.apply(poll, copying)));
    }

    private Decision<RestoreStatus> failing(String reason, String message) {
        return Decision.tell(report.failing(reason, message), AT_ONCE);
    }
}
