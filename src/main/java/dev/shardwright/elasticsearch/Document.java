package dev.shardwright.elasticsearch;

/**
 * A document, by a hash of its content.
 *
 * @param key         where it is found
 * @param seqNo       number of the operation on its shard that wrote it: the same as long as it was not written again
 * @param primaryTerm how often its shard had changed the primary by then
 * @param hash        SHA-256 of its source in hex. Neither the order of fields nor space between them counts; a number
 *                    counts with its decimals, 1.0 is not 1
 */
public record Document(DocumentKey key, long seqNo, long primaryTerm, String hash) {}
