package dev.shardwright.elasticsearch;

/**
 * A node that was asked to stop voting.
 *
 * @param nodeId   its id, or "_absent_" when it was excluded by name before it joined
 * @param nodeName its name, or "_absent_" when it was excluded by id
 */
public record VotingExclusion(String nodeId, String nodeName) {}
