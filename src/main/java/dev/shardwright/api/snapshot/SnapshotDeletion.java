package dev.shardwright.api.snapshot;

/** What becomes of the snapshot when the resource is deleted. */
public enum SnapshotDeletion {
    /** It stays in the repository. */
    Retain,
    /** It is deleted from the repository. */
    Delete
}
