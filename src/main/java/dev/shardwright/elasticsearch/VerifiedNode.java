package dev.shardwright.elasticsearch;

/**
 * A node that proved that it can use a repository.
 *
 * @param id   its id in the cluster
 * @param name its name
 */
public record VerifiedNode(String id, String name) {}
