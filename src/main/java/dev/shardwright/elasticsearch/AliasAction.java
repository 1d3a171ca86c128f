package dev.shardwright.elasticsearch;

/** A change to an alias. */
public sealed interface AliasAction {
    /** The alias. */
    String alias();

    /** The index. */
    String index();

    /**
     * The alias stands for the index, too.
     *
     * @param writeIndex whether it is the one that takes what is written to the alias; an alias of one index needs none
     */
    record Add(String alias, String index, boolean writeIndex) implements AliasAction {}

    /** The alias stands for the index no longer. Remove only what is there: servers differ in what they say else. */
    record Remove(String alias, String index) implements AliasAction {}
}
