package dev.shardwright.snapshot.migration;

import java.util.List;

/**
 * What the source has of what is meant.
 *
 * @param indices  all indices, by name
 * @param writable those of them that take writes
 * @param streams  data streams
 */
record Source(List<String> indices, List<String> writable, List<String> streams) {
    Source {
        indices = List.copyOf(indices);
        writable = List.copyOf(writable);
        streams = List.copyOf(streams);
    }
}
