package dev.shardwright.snapshot.restore;

/**
 * What stands in the way of a restore.
 *
 * @param reason  one word
 * @param message for people, with the way out
 */
record Obstacle(Reason reason, String message) {
    /** What it may be. */
    enum Reason {
        SnapshotMissing,
        SnapshotNotGood,
        IndexMissing,
        NothingToRestore,
        InvalidRename,
        IndexConflict,
        VersionIncompatible,
        NothingToCompareWith,
        DiskTooSmall,
        TooManyShards,
        AllocationDisabled
    }
}
