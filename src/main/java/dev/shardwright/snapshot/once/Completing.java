package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.counts.CountIndices;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.counts.Counting;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.pass.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A snapshot that holds everything: what was written while it was taken is told by a second count. */
final class Completing {
    private final SnapshotView view;
    private final SnapshotReport report;
    private final Instant now;

    Completing(SnapshotView view, SnapshotReport report, Instant now) {
        this.view = view;
        this.report = report;
        this.now = now;
    }

    Decision<SnapshotStatus> decide(SnapshotInfo info) {
        Optional<Counts> before = view.counts().filter(c -> isOf(c, info));
        return before.isEmpty() ? stored(info, lost(info)) : counted(info, before.get());
    }

    private Decision<SnapshotStatus> counted(SnapshotInfo info, Counts before) {
        List<CountIndices.Index> open = before.indices().entrySet().stream()
                .filter(e -> e.getValue().uncounted() == null)
                .map(e -> new CountIndices.Index(e.getKey(), e.getValue().shards()))
                .toList();
        Counting counting = Counting.ofOpen(open, CountIndices.Moment.After, view.findings());
        if (counting.failure().isPresent()) {
            Counting.Trouble trouble = counting.failure().get();
            return Decision.retry(
                    report.silent(trouble.problem(), trouble.message()),
                    counting.next().orElseThrow(),
                    trouble.at(),
                    Following.PAUSE,
                    now);
        }
        if (counting.next().isPresent()) {
            return Decision.run(report.counting(info), counting.next().get());
        }
        return stored(info, after(before, counting.counted()));
    }

    private Decision<SnapshotStatus> stored(SnapshotInfo info, Counts counts) {
        return Decision.tell(report.succeeded(info, counts))
                .applying(CountsFile.of(Preparation.countsMetadata(view.resource()), counts));
    }

    /** A count that was made after this snapshot had begun says nothing of it. */
    private static boolean isOf(Counts counts, SnapshotInfo info) {
        return counts.countedAt() != null
                && counts.countedAt().equals(info.metadata().get(Marks.COUNTED));
    }

    private static Counts lost(SnapshotInfo info) {
        Map<String, IndexCount> indices = new TreeMap<>();
        info.indices()
                .forEach(name ->
                        indices.put(name, IndexCount.uncounted("the record of the count before the snapshot is gone")));
        return new Counts(info.name(), info.indices(), indices);
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
        return new Counts(before.snapshot(), before.names(), indices, before.countedAt());
    }
}
