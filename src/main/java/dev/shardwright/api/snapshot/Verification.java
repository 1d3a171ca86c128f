package dev.shardwright.api.snapshot;

/** How a restore is checked. */
public enum Verification {
    /** The documents of each index are counted. */
    Counts,
    /** Counted, and the documents that the snapshot remembers by a hash are compared. */
    CountsAndSamples,
    /** Not at all. */
    None
}
