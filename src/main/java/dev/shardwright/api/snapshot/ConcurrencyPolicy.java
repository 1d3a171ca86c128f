package dev.shardwright.api.snapshot;

/** What happens when a run is due and the one before has not ended. */
public enum ConcurrencyPolicy {
    /** The new run is left out. */
    Forbid,
    /** Both run, one after the other: Elasticsearch takes them in turn. */
    Allow
}
