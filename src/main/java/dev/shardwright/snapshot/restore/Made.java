package dev.shardwright.snapshot.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An index that the restore has made.
 *
 * @param is        its identity
 * @param originals those of its settings that are changed for the time of the restore, as they were in the snapshot; a null
 *                  was not set
 */
record Made(
        Identity is,
        @JsonInclude(content = JsonInclude.Include.ALWAYS) Map<String, String> originals) {
    Made {
        originals = Collections.unmodifiableMap(new TreeMap<>(originals));
    }
}
