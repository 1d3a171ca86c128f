package dev.shardwright.elasticsearch;

/**
 * A certificate that a node has loaded.
 *
 * @param path   file that it came from, relative to the configuration folder
 * @param serial serial number, lower-case hex
 */
public record NodeCertificate(String path, String serial) {}
