package dev.shardwright.snapshot.counts;

/** What came of counting one index. */
public sealed interface Counted {
    /** It was counted. */
    record Of(Tally tally) implements Counted {}

    /**
     * It could not be.
     *
     * @param why in words
     */
    record Not(String why) implements Counted {}
}
