package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Map;

/**
 * A snapshot to start.
 *
 * @param indices           names of the indices and data streams to take; none: none is taken
 * @param ignoreUnavailable whether those that don't exist are passed over
 * @param partial           whether shards that are not available are left out
 * @param globalState       whether cluster settings, templates and so on are taken
 * @param featureStates     features whose system indices are taken; none: none is taken. OpenSearch knows none
 * @param metadata          kept with the snapshot
 */
public record NewSnapshot(
        List<String> indices,
        boolean ignoreUnavailable,
        boolean partial,
        boolean globalState,
        List<String> featureStates,
        Map<String, String> metadata) {
    public NewSnapshot {
        indices = List.copyOf(indices);
        featureStates = List.copyOf(featureStates);
        metadata = Map.copyOf(metadata);
    }
}
