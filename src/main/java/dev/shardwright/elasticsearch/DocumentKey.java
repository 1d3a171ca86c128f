package dev.shardwright.elasticsearch;

import java.util.Optional;

/**
 * Where a document is found in its index.
 *
 * @param id      its id
 * @param routing what its shard follows from; empty: its id
 */
public record DocumentKey(String id, Optional<String> routing) {}
