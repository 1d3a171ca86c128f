package dev.shardwright.snapshot.counts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a snapshot should hold.
 *
 * @param snapshot  name of the snapshot in the repository
 * @param names     what was asked for: indices and data streams
 * @param indices   by name, those of data streams included
 * @param countedAt when the count before the snapshot ended; the snapshot bears it too, so that a later count is never
 *                  taken for it. Null where there was no such count
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Counts(String snapshot, List<String> names, Map<String, IndexCount> indices, String countedAt) {
    public Counts {
        names = List.copyOf(names);
        indices = Collections.unmodifiableMap(new TreeMap<>(indices));
    }

    /** Counts that are of no snapshot of ours. */
    public Counts(String snapshot, List<String> names, Map<String, IndexCount> indices) {
        this(snapshot, names, indices, null);
    }

    /** Documents that are in it for certain. */
    public long documents() {
        return indices.values().stream()
                .filter(IndexCount::isCounted)
                .mapToLong(IndexCount::lowest)
                .sum();
    }
}
