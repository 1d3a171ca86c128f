package dev.shardwright.elasticsearch;

/**
 * What a node runs.
 *
 * @param id      the node's id
 * @param name    node.name
 * @param version Elasticsearch version, such as 8.19.21
 */
public record NodeVersion(String id, String name, String version) {}
