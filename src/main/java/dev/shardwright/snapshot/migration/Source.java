package dev.shardwright.snapshot.migration;

import java.util.List;

/**
 * What the source has of what is meant.
 *
 * @param writable indices that take writes
 * @param streams  data streams
 */
record Source(List<String> writable, List<String> streams) {
    Source {
        writable = List.copyOf(writable);
        streams = List.copyOf(streams);
    }
}
