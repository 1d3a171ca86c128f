package dev.shardwright.snapshot.counts;

/**
 * An index at one moment.
 *
 * @param uuid       its identity
 * @param documents  root documents, after a refresh
 * @param operations what was ever written to it
 */
public record Tally(String uuid, long documents, long operations) {}
