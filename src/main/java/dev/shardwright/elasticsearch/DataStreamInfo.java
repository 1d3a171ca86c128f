package dev.shardwright.elasticsearch;

import java.util.List;

/**
 * A data stream.
 *
 * @param name    its name
 * @param indices names of its backing indices, oldest first
 */
public record DataStreamInfo(String name, List<String> indices) {
    public DataStreamInfo {
        indices = List.copyOf(indices);
    }
}
