package dev.shardwright.snapshot.counts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a snapshot should hold.
 *
 * @param snapshot name of the snapshot in the repository
 * @param names    what was asked for: indices and data streams
 * @param indices  by name, those of data streams included
 */
public record Counts(String snapshot, List<String> names, Map<String, IndexCount> indices) {
    public Counts {
        names = List.copyOf(names);
        indices = Collections.unmodifiableMap(new TreeMap<>(indices));
    }

    /** Documents that are in it for certain. */
    public long documents() {
        return indices.values().stream()
                .filter(IndexCount::isCounted)
                .mapToLong(IndexCount::lowest)
                .sum();
    }
}
