package dev.shardwright.snapshot.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a restore set out to do, and what it has to put back. Kept outside of the operator, and written before anything is
 * changed.
 *
 * @param names     what is asked of Elasticsearch: indices and data streams in the snapshot
 * @param targets   new name of each index, by its name in the snapshot; those of data streams included
 * @param closing   indices that were open, are in the way and may be overwritten
 * @param originals settings of the new indices before they were changed, by index and key; a null was not set. Null until
 *                  they are known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RestoreRecord(
        List<String> names,
        Map<String, String> targets,
        List<String> closing,
        @JsonInclude(content = JsonInclude.Include.ALWAYS) Map<String, Map<String, String>> originals) {
    RestoreRecord {
        names = List.copyOf(names);
        targets = Collections.unmodifiableMap(new TreeMap<>(targets));
        closing = List.copyOf(closing);
        originals = originals == null ? null : Collections.unmodifiableMap(new TreeMap<>(originals));
    }

    List<String> targetNames() {
        return targets.values().stream().sorted().toList();
    }

    RestoreRecord remembering(Map<String, Map<String, String>> settings) {
        return new RestoreRecord(names, targets, closing, settings);
    }

    /** Puts everything back: settings, and indices that were closed. What is as it was before stays so. */
    ApplySettings undo() {
        return new ApplySettings(originals == null ? Map.of() : originals, closing);
    }
}
