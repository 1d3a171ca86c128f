package dev.shardwright.elasticsearch;

/**
 * How much was ever written to an index. The number never falls, and each change of a document raises it by one at least.
 *
 * @param uuid       identity of the index
 * @param primaries  how many primary shards were asked: the number counts when it is all of them
 * @param operations writes and deletions since the index was made
 */
public record IndexOperations(String uuid, int primaries, long operations) {}
