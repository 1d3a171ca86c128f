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
 * @param place    what is restored, and where to
 * @param names    what is asked of Elasticsearch: indices and data streams in the snapshot
 * @param targets  new name of each index, by its name in the snapshot; those of data streams included
 * @param inTheWay indices that were there and may be overwritten, by name
 * @param closing  those of them that were open
 * @param made     the new indices, by name; null until they are there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RestoreRecord(
        Place place,
        List<String> names,
        Map<String, String> targets,
        Map<String, Identity> inTheWay,
        List<String> closing,
        Map<String, Made> made) {
    RestoreRecord {
        names = List.copyOf(names);
        targets = Collections.unmodifiableMap(new TreeMap<>(targets));
        inTheWay = Collections.unmodifiableMap(new TreeMap<>(inTheWay));
        closing = List.copyOf(closing);
        made = made == null ? null : Collections.unmodifiableMap(new TreeMap<>(made));
    }

    List<String> targetNames() {
        return targets.values().stream().sorted().toList();
    }

    RestoreRecord remembering(Map<String, Made> indices) {
        return new RestoreRecord(place, names, targets, inTheWay, closing, indices);
    }

    /** Sets settings of the new indices for the time of the restore. */
    ApplySettings hurry(Map<String, String> settings) {
        Map<String, Made> hurried = new TreeMap<>();
        made.forEach((name, index) -> hurried.put(name, new Made(index.is(), settings)));
        return new ApplySettings(hurried, Map.of(), ApplySettings.Care.SkipBlocked);
    }

    /** Puts everything back: settings, and indices that were closed for nothing. */
    ApplySettings undo() {
        Map<String, Identity> opening = new TreeMap<>();
        closing.forEach(name -> opening.put(name, inTheWay.get(name)));
        return new ApplySettings(made == null ? Map.of() : made, opening, ApplySettings.Care.All);
    }
}
