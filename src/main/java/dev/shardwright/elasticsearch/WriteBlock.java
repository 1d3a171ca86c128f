package dev.shardwright.elasticsearch;

/** What came of blocking an index for writes. It is blocked in either case. */
public enum WriteBlock {
    /** It is blocked now, and writes that had begun before have ended. */
    ADDED,
    /**
     * It was blocked before. If it was blocked like this, writes had ended before it was; if by its settings, a write that
     * had begun just before may still be under way.
     */
    THERE_BEFORE
}
