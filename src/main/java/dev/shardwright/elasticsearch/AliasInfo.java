package dev.shardwright.elasticsearch;

import java.util.Optional;

/**
 * One index, or data stream, of an alias.
 *
 * @param alias      the alias
 * @param index      the index or data stream
 * @param writeIndex whether it is the one that takes what is written to the alias; empty when that is not set, and then
 *                   it does where it is the only one
 */
public record AliasInfo(String alias, String index, Optional<Boolean> writeIndex) {}
