package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.SnapshotSpec;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.NewSnapshot;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.counts.CountIndices;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.counts.Counting;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.repository.Registration;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From the moment on at which a snapshot may have been started, to its end. What is in the repository counts. */
final class Following {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Long ones are looked at less often. */
    private static final Duration SLOW_POLL = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final SnapshotView view;
    private final SnapshotReport report;
    private final SnapshotStatus written;
    private final Instant now;

    Following(SnapshotView view, SnapshotReport report, Instant now) {
        this.view = view;
        this.report = report;
        this.written = view.written().orElseThrow();
        this.now = now;
    }

    Decision<SnapshotStatus> decide() {
        Look look = new Look(repository(), written.snapshot());
        Optional<Finding<Verdict<Optional<Look.Seen>>>> last = view.findings().of(look);
        if (last.isEmpty()) {
            return Decision.run(written, look);
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<Optional<Look.Seen>>>(var problem, var message) ->
                Decision.retry(
                        report.waiting(Silence.reason(problem), message),
                        look,
                        last.get().at(),
                        PAUSE,
                        now);
            case Reply.Answer<Verdict<Optional<Look.Seen>>>(Verdict.Refused<Optional<Look.Seen>>(var why)) ->
                Decision.retry(
                        report.waiting("RepositoryUnreadable", words(why)),
                        look,
                        last.get().at(),
                        PAUSE,
                        now);
            case Reply.Answer<Verdict<Optional<Look.Seen>>>(Verdict.Granted<Optional<Look.Seen>>(var seen)) ->
                seen.map(s -> there(s, look, last.get().at()))
                        .orElseGet(() -> notThere(look, last.get().at()));
        };
    }

    private Decision<SnapshotStatus> notThere(Look look, Instant looked) {
        if (written.uuid() != null) {
            return Decision.tell(report.failed(
                    "SnapshotMissing", "snapshot " + written.snapshot() + " was there and is not any more"));
        }
        if (view.counts().isEmpty()) {
            return Decision.tell(
                    report.startOver("Preparing", "the record of what was to be taken is gone: it is made again"),
                    Duration.ofMillis(1));
        }
        Start start =
                new Start(repository(), written.snapshot(), what(view.counts().get()));
        Optional<Finding<Verdict<Done>>> last = view.findings().of(start);
        if (last.isEmpty()) {
            return Decision.run(written, start);
        }
        return switch (last.get().reply()) {
            // Whether it was taken or not: the next look tells.
            case Reply.Failure<Verdict<Done>>(var problem, var message) ->
                startAgain(report.waiting(Silence.reason(problem), message), start, last.get());
            case Reply.Answer<Verdict<Done>>(Verdict.Granted<Done> granted) ->
                now.isBefore(last.get().at().plus(PAUSE))
                        ? Decision.retry(written, look, looked, POLL, now)
                        : Decision.run(written, start);
            case Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why)) -> refused(why, start, last.get());
        };
    }

    private Decision<SnapshotStatus> refused(Complaint why, Start start, Finding<?> last) {
        return switch (why.type()) {
            case "concurrent_snapshot_execution_exception" ->
                startAgain(
                        report.waiting(
                                "AnotherSnapshotRuns",
                                "Elasticsearch takes or deletes another snapshot in this repository, and this one"
                                        + " has to wait for it: " + why.reason()),
                        start,
                        last);
            case "repository_missing_exception", "repository_exception", "repository_verification_exception" ->
                startAgain(report.waiting("RepositoryUnreadable", words(why)), start, last);
            case "index_not_found_exception" ->
                Decision.tell(report.failed(
                        "IndexMissing",
                        words(why) + ". Make a new Snapshot without it, or with ignoreUnavailable: true"));
            default -> Decision.tell(report.failed("Refused", "Elasticsearch did not take it: " + words(why)));
        };
    }

    private Decision<SnapshotStatus> startAgain(SnapshotStatus status, Start start, Finding<?> last) {
        return Decision.retry(status, start, last.at(), PAUSE, now);
    }

    private Decision<SnapshotStatus> there(Look.Seen seen, Look look, Instant looked) {
        SnapshotInfo info = seen.info();
        if (!view.resource().getMetadata().getUid().equals(info.metadata().get(Marks.UID))) {
            return Decision.tell(report.failed(
                    "NameTaken",
                    "the repository has a snapshot " + info.name()
                            + " that somebody else took: it is left alone. Make a" + " new Snapshot"));
        }
        return switch (info.state()) {
            case IN_PROGRESS -> Decision.retry(report.running(info, seen.progress()), look, looked, poll(info), now);
            case SUCCESS -> complete(info);
            case PARTIAL ->
                Decision.tell(report.failed(
                        info,
                        "Partial",
                        info.shards().failed() + " of " + info.shards().total()
                                + " shards are not in it; the others can be restored. See status.failures"));
            case FAILED ->
                Decision.tell(
                        info.reason().contains("abort")
                                ? report.failed(info, "Cancelled", "it was cancelled: " + info.reason())
                                : report.failed(info, "Failed", "nothing can be restored from it: " + info.reason()));
            case INCOMPATIBLE ->
                Decision.tell(report.failed(info, "Failed", "this version of Elasticsearch cannot read it"));
        };
    }

    /** What was written while it was taken is told by a second count. */
    private Decision<SnapshotStatus> complete(SnapshotInfo info) {
        if (view.counts().isEmpty()) {
            return Decision.tell(report.succeeded(info, new Counts(written.snapshot(), List.of(), Map.of())));
        }
        Counts before = view.counts().get();
        List<CountIndices.Index> open = before.indices().entrySet().stream()
                .filter(e -> e.getValue().uncounted() == null)
                .map(e -> new CountIndices.Index(e.getKey(), e.getValue().shards()))
                .toList();
        Counting counting = Counting.ofOpen(open, CountIndices.Moment.After, view.findings());
        if (counting.failure().isPresent()) {
            Counting.Trouble trouble = counting.failure().get();
            return Decision.retry(
                    report.waiting(Silence.reason(trouble.problem()), trouble.message()),
                    counting.next().orElseThrow(),
                    trouble.at(),
                    PAUSE,
                    now);
        }
        if (counting.next().isPresent()) {
            return Decision.run(report.counting(info), counting.next().get());
        }
        Counts after = after(before, counting.counted());
        return Decision.tell(report.succeeded(info, after))
                .applying(CountsFile.of(Preparation.countsMetadata(view.resource()), after));
    }

    private static Counts after(Counts before, Map<String, Counted> counted) {
        Map<String, IndexCount> indices = new TreeMap<>();
        before.indices()
                .forEach((name, count) -> indices.put(
                        name,
                        switch (counted.get(name)) {
                            case null -> count;
                            case Counted.Of(var tally) -> count.after(tally);
                            case Counted.Not(var why) -> IndexCount.uncounted("after the snapshot: " + why);
                        }));
        return new Counts(before.snapshot(), before.names(), indices);
    }

    private NewSnapshot what(Counts counts) {
        SnapshotSpec spec = view.resource().getSpec();
        Map<String, String> marks = new TreeMap<>();
        marks.put(Marks.UID, view.resource().getMetadata().getUid());
        view.clusterUuid().ifPresent(uuid -> marks.put(Marks.CLUSTER, uuid));
        return new NewSnapshot(
                counts.names(),
                spec.ignoreUnavailable(),
                spec.partial(),
                spec.includeGlobalState(),
                spec.featureStates(),
                marks);
    }

    private Duration poll(SnapshotInfo info) {
        return info.start().filter(start -> start.plus(LONG).isBefore(now)).isPresent() ? SLOW_POLL : POLL;
    }

    private String repository() {
        return Registration.name(view.repository().orElseThrow());
    }

    private static String words(Complaint why) {
        return why.type() + ": " + why.reason();
    }
}
