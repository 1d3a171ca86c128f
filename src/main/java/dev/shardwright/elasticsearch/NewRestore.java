package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A restore to start. A shard that is not in the snapshot makes it fail as a whole.
 *
 * @param indices       names of the indices and data streams to restore; at least one
 * @param renaming      other names for them; empty: the same
 * @param aliases       whether the aliases of the indices are restored
 * @param globalState   whether cluster settings, templates and so on are restored
 * @param featureStates features whose system indices are restored; none: none is restored. OpenSearch knows none, and
 *                      refuses when there is one here
 * @param settings      settings that the indices get instead of their own
 * @param leftOut       settings of the indices that are not restored
 */
public record NewRestore(
        List<String> indices,
        Optional<Renaming> renaming,
        boolean aliases,
        boolean globalState,
        List<String> featureStates,
        Map<String, Object> settings,
        List<String> leftOut) {
    public NewRestore {
        indices = List.copyOf(indices);
        featureStates = List.copyOf(featureStates);
        settings = Map.copyOf(settings);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * How names are changed.
     *
     * @param pattern     a regular expression of Java, found anywhere in a name
     * @param replacement instead of what it found; {@code $1} for its first group
     */
    public record Renaming(String pattern, String replacement) {}
}
