package dev.shardwright.api.snapshot;

/** What happens when an index of that name is there already. */
public enum Conflict {
    /** The restore does not begin. */
    Fail,
    /** The index is closed and its content replaced by that of the snapshot. */
    Overwrite
}
