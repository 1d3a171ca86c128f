package dev.shardwright.elasticsearch;

/**
 * The disk of a data node.
 *
 * @param node      name of the node
 * @param total     size in bytes
 * @param available bytes that are free for Elasticsearch
 */
public record NodeDisk(String node, long total, long available) {}
