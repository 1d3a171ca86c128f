package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.ByteProgress;
import dev.shardwright.api.snapshot.ShardFailure;
import dev.shardwright.api.snapshot.ShardProgress;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.SnapshotProgress;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.pass.Pace;
import dev.shardwright.snapshot.site.Silence;
import dev.shardwright.snapshot.site.Words;
import dev.shardwright.support.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The status of a Snapshot. */
final class SnapshotReport {
    static final String SUCCEEDED = "Succeeded";
    private static final int FAILURES = 20;

    private final SnapshotView view;
    private final SnapshotStatus before;
    private final Instant now;

    SnapshotReport(SnapshotView view, Instant now) {
        this.view = view;
        this.before = view.written().orElse(SnapshotStatus.none());
        this.now = now;
    }

    /** It waits for something, and goes on as soon as that is so. */
    SnapshotStatus waiting(String reason, String message) {
        return with(before, "Unknown", reason, message, message);
    }

    /** Nobody answered. */
    SnapshotStatus silent(Problem problem, String message) {
        return waiting(Silence.reason(problem), Words.silence(view.site(), message));
    }

    /** It is about to begin: from the next pass on this is written down. */
    SnapshotStatus setOut(String snapshot, Counts counts, String countsConfigMap) {
        SnapshotStatus begun = SnapshotStatus.none().toBuilder()
                .snapshot(snapshot)
                .startedAt(text(now))
                .percent(0)
                .indices(counts.indices().size())
                .countsConfigMap(countsConfigMap)
                .build();
        return with(begun, "Unknown", "Starting", "starts snapshot " + snapshot, null);
    }

    /** Nothing was started yet, and what was to be taken has to be found out again. */
    SnapshotStatus startOver(String message) {
        return with(SnapshotStatus.none(), "Unknown", "Preparing", message, message);
    }

    /** Elasticsearch is at it. */
    SnapshotStatus running(SnapshotInfo info, Optional<SnapshotProgress> progress) {
        Optional<ByteProgress> bytes =
                progress.map(p -> new ByteProgress(p.added().bytes(), p.done().bytes()));
        Optional<ShardProgress> shards = progress.map(p -> new ShardProgress(
                p.shards().total(), p.shards().done(), p.shards().failed()));
        int percent = Math.max(
                Optional.ofNullable(before.percent()).orElse(0),
                progress.map(SnapshotReport::percent).orElse(0));
        Optional<Duration> elapsed = info.start().map(start -> Duration.between(start, now));
        SnapshotStatus running = before.toBuilder()
                .uuid(info.uuid())
                .finishedAt(null)
                .percent(percent)
                .shards(shards.orElse(before.shards()))
                .bytes(bytes.orElse(before.bytes()))
                .eta(elapsed.flatMap(e -> Pace.left(e, percent)).orElse(null))
                .duration(null)
                .version(info.version().orElse(null))
                .failures(null)
                .build();
        return with(running, "Unknown", "Running", "Elasticsearch takes the snapshot", null);
    }

    /** The server knows only the bytes of shards that it has begun: the others are as large as these, for all we know. */
    private static int percent(SnapshotProgress progress) {
        SnapshotProgress.Stages stages = progress.shards();
        int ofBegun = Pace.percent(
                new ShardProgress(stages.total(), stages.done(), stages.failed()),
                new ByteProgress(progress.added().bytes(), progress.done().bytes()));
        boolean byBytes = progress.added().bytes() > 0 && stages.total() > 0;
        return byBytes ? ofBegun * (stages.total() - stages.initializing()) / stages.total() : ofBegun;
    }

    /** It is done, and what is in it is counted now. */
    SnapshotStatus counting(SnapshotInfo info) {
        return with(
                ended(info, null, null),
                "Unknown",
                "Counting",
                "the snapshot is complete; the documents of its indices are counted",
                null);
    }

    /** Everything is in it. */
    SnapshotStatus succeeded(SnapshotInfo info, Counts counts) {
        List<String> uncounted = counts.indices().entrySet().stream()
                .filter(e -> !e.getValue().isCounted())
                .map(e -> e.getKey() + " (" + e.getValue().uncounted() + ")")
                .toList();
        String message =
                info.indices().size() + " indices with " + info.shards().total() + " shards, "
                        + counts.documents() + " documents"
                        + (uncounted.isEmpty()
                                ? ""
                                : ". Not counted, so that a Restore cannot verify them: " + first(uncounted));
        return with(ended(info, counts, text(now)), "True", "Completed", message, null);
    }

    /** It ended, but not well. */
    SnapshotStatus failed(SnapshotInfo info, String reason, String message) {
        return with(ended(info, null, text(now)), "False", reason, message, null);
    }

    /** It ended before anything was to be seen of it. */
    SnapshotStatus failed(String reason, String message) {
        SnapshotStatus ended = before.toBuilder()
                .finishedAt(text(now))
                .eta(null)
                .duration(null)
                .failures(null)
                .build();
        return with(ended, "False", reason, message, null);
    }

    private SnapshotStatus ended(SnapshotInfo info, Counts counts, String finishedAt) {
        SnapshotInfo.Shards shards = info.shards();
        boolean whole = info.state() == SnapshotInfo.State.SUCCESS;
        return before.toBuilder()
                .uuid(info.uuid())
                .finishedAt(finishedAt)
                .percent(whole ? Integer.valueOf(100) : before.percent())
                .shards(new ShardProgress(shards.total(), shards.successful(), shards.failed()))
                .bytes(
                        before.bytes() == null
                                ? null
                                : new ByteProgress(
                                        before.bytes().total(),
                                        whole
                                                ? before.bytes().total()
                                                : before.bytes().done()))
                .eta(null)
                .indices(info.indices().size())
                .documents(counts == null ? before.documents() : Long.valueOf(counts.documents()))
                .duration(info.start()
                        .flatMap(start -> info.end().map(end -> Pace.words(Duration.between(start, end))))
                        .orElse(null))
                .version(info.version().orElse(null))
                .failures(info.failures().stream()
                        .limit(FAILURES)
                        .map(f -> new ShardFailure(f.index(), f.shard(), f.reason()))
                        .toList())
                .build();
    }

    private SnapshotStatus with(SnapshotStatus s, String status, String reason, String message, String waitingFor) {
        return s.toBuilder()
                .observedGeneration(view.resource().getMetadata().getGeneration())
                .waitingFor(waitingFor)
                .conditions(List.of(
                        Conditions.of(view.resource(), before.conditions(), now, SUCCEEDED, status, reason, message)))
                .build();
    }

    private static String first(List<String> all) {
        int most = 5;
        return String.join(", ", all.subList(0, Math.min(most, all.size())))
                + (all.size() > most ? " and " + (all.size() - most) + " more" : "");
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
