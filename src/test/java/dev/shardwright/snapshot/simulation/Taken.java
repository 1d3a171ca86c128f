package dev.shardwright.snapshot.simulation;

import dev.shardwright.elasticsearch.FailedShard;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.SnapshotProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A snapshot in the repository. */
final class Taken {
    private final String name;
    private final String uuid;
    private final SnapshotInfo.State outcome;
    private final Map<String, String> metadata;
    private final List<String> indices;
    private final Instant start;
    private final Instant end;
    private final Map<String, Instant> moments = new HashMap<>(); // at which the shards of an index are taken
    private final Map<String, Long> holds = new HashMap<>();

    Taken(
            String name,
            String uuid,
            SnapshotInfo.State outcome,
            Map<String, String> metadata,
            List<String> indices,
            Instant start,
            Duration takes) {
        this.name = name;
        this.uuid = uuid;
        this.outcome = outcome;
        this.metadata = metadata;
        this.indices = indices;
        this.start = start;
        this.end = start.plus(takes);
    }

    Map<String, Instant> moments() {
        return moments;
    }

    Map<String, Long> holds() {
        return holds;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    boolean runs(Instant now) {
        return now.isBefore(end);
    }

    SnapshotInfo.State state(Instant now) {
        return runs(now) ? SnapshotInfo.State.IN_PROGRESS : outcome;
    }

    SnapshotInfo info(Instant now) {
        int failed = state(now) == SnapshotInfo.State.PARTIAL ? 1 : 0;
        int total = runs(now) ? 0 : indices.size();
        return new SnapshotInfo(
                name,
                uuid,
                state(now),
                "",
                indices,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of("8.19.21"),
                Optional.of(start),
                runs(now) ? Optional.empty() : Optional.of(end),
                new SnapshotInfo.Shards(total, total - Math.min(total, failed), failed),
                failed == 0 ? List.of() : List.of(new FailedShard("a", 0, Optional.empty(), "disk")),
                metadata);
    }

    SnapshotProgress progress(Instant now) {
        int done = (int) (indices.size()
                * Duration.between(start, now).toMillis()
                / Math.max(1, Duration.between(start, end).toMillis()));
        SnapshotProgress.Files all = new SnapshotProgress.Files(indices.size(), 1000L * indices.size());
        return new SnapshotProgress(
                uuid,
                "STARTED",
                new SnapshotProgress.Stages(indices.size() - done, 0, 0, done, 0, indices.size()),
                new SnapshotProgress.Files(done, 1000L * done),
                new SnapshotProgress.Files(done, 1000L * done),
                all,
                Optional.of(start));
    }
}
