package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.SnapshotInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Snapshots of tests. */
final class Snapshots {
    private Snapshots() {}

    /** A whole one. */
    static SnapshotInfo of(List<String> indices) {
        return with(SnapshotInfo.State.SUCCESS, indices, List.of(), List.of(), "8.19.21");
    }

    static SnapshotInfo with(
            SnapshotInfo.State state,
            List<String> indices,
            List<String> streams,
            List<String> featureIndices,
            String version) {
        return new SnapshotInfo(
                FakeCluster.SNAPSHOT,
                "uuid",
                state,
                "",
                indices,
                streams,
                featureIndices.isEmpty() ? List.of() : List.of("security"),
                featureIndices,
                Optional.of(false),
                Optional.of(version),
                Optional.empty(),
                Optional.empty(),
                new SnapshotInfo.Shards(indices.size() * 2, indices.size() * 2, 0),
                List.of(),
                Map.of());
    }
}
