package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Words;
import dev.shardwright.support.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From the moment on at which a snapshot may have been started, to its end. What is in the repository counts. */
final class Following {
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration POLL = Duration.ofSeconds(1);
    /** Long ones are looked at less often. */
    private static final Duration SLOW_POLL = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final SnapshotView view;
    private final SnapshotReport report;
    private final SnapshotStatus written;
    private final Optional<SnapshotStatus> obstacle;
    private final Instant now;

    /** @param obstacle why it may not be started now, if it was not yet; what runs is followed all the same */
    Following(SnapshotView view, SnapshotReport report, Optional<SnapshotStatus> obstacle, Instant now) {
        this.view = view;
        this.report = report;
        this.written = view.written().orElseThrow();
        this.obstacle = obstacle;
        this.now = now;
    }

    Decision<SnapshotStatus> decide() {
        Look look = new Look(view.repositoryName(), written.snapshot());
        Optional<Finding<Verdict<Optional<Look.Seen>>>> last = view.findings().of(look);
        if (last.isEmpty()) {
            return Decision.run(written, look);
        }
        Instant looked = last.get().at();
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<Optional<Look.Seen>>>(var problem, var message) ->
                Decision.retry(report.silent(problem, message), look, looked, PAUSE, now);
            case Reply.Answer<Verdict<Optional<Look.Seen>>>(Verdict.Refused<Optional<Look.Seen>>(var why)) ->
                Decision.retry(report.waiting("RepositoryUnreadable", Words.of(why)), look, looked, PAUSE, now);
            case Reply.Answer<Verdict<Optional<Look.Seen>>>(Verdict.Granted<Optional<Look.Seen>>(var seen)) ->
                seen.map(s -> there(s, look, looked)).orElseGet(() -> notThere(look, looked));
        };
    }

    private Decision<SnapshotStatus> notThere(Look look, Instant looked) {
        if (written.uuid() != null) {
            return gone(look, looked);
        }
        return obstacle.map(status -> Decision.retry(status, look, looked, PAUSE, now))
                .orElseGet(() -> new Starting(view, report, now).decide(look, looked));
    }

    /** It was seen before: only a second look, some time later, ends it. */
    private Decision<SnapshotStatus> gone(Look look, Instant looked) {
        LookAgain again = new LookAgain(look);
        SnapshotStatus status = report.waiting(
                "SnapshotNotSeen",
                "the repository does not list snapshot " + written.snapshot()
                        + ", which was there: it is looked again");
        Optional<Finding<Verdict<Optional<Look.Seen>>>> second =
                view.findings().of(again).filter(f -> !f.at().isBefore(looked.plus(PAUSE)));
        if (second.isEmpty()) {
            return Decision.retry(status, again, looked, PAUSE, now);
        }
        boolean confirmed = second.get().reply()
                        instanceof
                        Reply.Answer<Verdict<Optional<Look.Seen>>>(Verdict.Granted<Optional<Look.Seen>>(var seen))
                && seen.isEmpty();
        return confirmed
                ? Decision.tell(report.failed(
                        "SnapshotMissing", "snapshot " + written.snapshot() + " was there and is not any more"))
                : Decision.retry(status, look, second.get().at(), POLL, now);
    }

    private Decision<SnapshotStatus> there(Look.Seen seen, Look look, Instant looked) {
        SnapshotInfo info = seen.info();
        if (!view.resource().getMetadata().getUid().equals(info.metadata().get(Marks.UID))) {
            return Decision.tell(report.failed(
                    "NameTaken",
                    "the repository has a snapshot " + info.name()
                            + " that somebody else took: it is left alone. Make a new Snapshot"));
        }
        return switch (info.state()) {
            case IN_PROGRESS -> Decision.retry(report.running(info, seen.progress()), look, looked, poll(), now);
            case SUCCESS -> new Completing(view, report, now).decide(info);
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

    private Duration poll() {
        return Timestamps.parse(written.startedAt())
                        .filter(start -> start.plus(LONG).isBefore(now))
                        .isPresent()
                ? SLOW_POLL
                : POLL;
    }
}
