package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.SnapshotSpec;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.NewSnapshot;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Starts a snapshot that is not in the repository. What comes of a start is told by the next look: each start makes the
 * last look forgotten.
 */
final class Starting {
    private static final int SERVER_ERROR = 500;
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final SnapshotView view;
    private final SnapshotReport report;
    private final SnapshotStatus written;
    private final Instant now;

    Starting(SnapshotView view, SnapshotReport report, Instant now) {
        this.view = view;
        this.report = report;
        this.written = view.written().orElseThrow();
        this.now = now;
    }

    Decision<SnapshotStatus> decide(Look look, Instant looked) {
        Optional<Counts> counts = view.counts();
        if (counts.isEmpty()) {
            return Decision.tell(
                    report.startOver("the record of what was to be taken is gone: it is made again"), Following.PAUSE);
        }
        Start start = new Start(view.repositoryName(), written.snapshot(), what(counts.get()));
        Optional<Finding<Verdict<Done>>> last = view.findings().of(start);
        if (last.isEmpty()) {
            return Decision.run(written, start);
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<Done>>(var problem, var message) ->
                again(report.silent(problem, message), start, last.get());
            case Reply.Answer<Verdict<Done>>(Verdict.Granted<Done> granted) ->
                now.isBefore(last.get().at().plus(Following.PAUSE))
                        ? Decision.retry(written, look, looked, Following.POLL, now)
                        : Decision.run(written, start);
            case Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why)) -> refused(why, start, last.get());
        };
    }

    private Decision<SnapshotStatus> refused(Complaint why, Start start, Finding<?> last) {
        return switch (why.type()) {
            case "concurrent_snapshot_execution_exception" ->
                again(
                        report.waiting(
                                "AnotherSnapshotRuns",
                                "Elasticsearch takes or deletes another snapshot in this repository, and this one"
                                        + " has to wait for it: " + Words.steady(why.reason())),
                        start,
                        last);
            case "repository_missing_exception", "repository_exception", "repository_verification_exception" ->
                again(report.waiting("RepositoryUnreadable", Words.of(why)), start, last);
            case "index_not_found_exception" -> indexMissing(why, last);
            default -> refusedOtherwise(why, start, last);
        };
    }

    private Decision<SnapshotStatus> refusedOtherwise(Complaint why, Start start, Finding<?> last) {
        if (why.type().contains("snapshot_name") && why.reason().contains("already")) {
            return again(report.waiting("NameInUse", Words.of(why)), start, last); // the look did not see it yet
        }
        if (why.type().equals("snapshot_exception") && why.reason().contains("primary shards")) {
            return Decision.tell(report.failed(
                    "ShardsMissing",
                    Words.of(why) + ". Make a new Snapshot without these indices, or with partial: true"));
        }
        return why.status() >= SERVER_ERROR
                ? again(report.waiting("NotAccepted", Words.of(why)), start, last)
                : Decision.tell(report.failed("Refused", "Elasticsearch did not take it: " + Words.of(why)));
    }

    /** An index went away since they were looked up: they are looked up anew. */
    private Decision<SnapshotStatus> indexMissing(Complaint why, Finding<?> last) {
        Duration left = Duration.between(now, last.at().plus(Following.PAUSE));
        return left.isPositive()
                ? Decision.tell(report.waiting("IndexWentAway", Words.of(why)), left)
                : Decision.tell(report.startOver("an index went away: they are looked up again"), AT_ONCE);
    }

    private Decision<SnapshotStatus> again(SnapshotStatus status, Start start, Finding<?> last) {
        return Decision.retry(status, start, last.at(), Following.PAUSE, now);
    }

    private NewSnapshot what(Counts counts) {
        SnapshotSpec spec = view.resource().getSpec();
        Map<String, String> marks = new TreeMap<>();
        marks.put(Marks.UID, view.resource().getMetadata().getUid());
        view.clusterUuid().ifPresent(uuid -> marks.put(Marks.CLUSTER, uuid));
        Optional.ofNullable(counts.countedAt()).ifPresent(at -> marks.put(Marks.COUNTED, at));
        return new NewSnapshot(
                counts.names(),
                spec.ignoreUnavailable(),
                spec.partial(),
                spec.includeGlobalState(),
                spec.featureStates(),
                marks);
    }
}
