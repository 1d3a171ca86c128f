package dev.shardwright.elasticsearch;

/** What came of a deletion. */
public enum Deletion {
    /** It was there, and is deleted. */
    DELETED,
    /** There was none. */
    NOTHING_THERE
}
