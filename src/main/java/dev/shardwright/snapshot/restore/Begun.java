package dev.shardwright.snapshot.restore;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Whether a restore has begun, judged by what is on the cluster and not by what was asked for. */
sealed interface Begun {
    /**
     * No index of it is there.
     *
     * @param open those to be overwritten that are still open
     */
    record NotYet(Map<String, Identity> open) implements Begun {
        public NotYet {
            open = Collections.unmodifiableMap(new TreeMap<>(open));
        }
    }

    /**
     * Its indices are there, and come from this very snapshot.
     *
     * @param made by name
     */
    record Ours(Map<String, Made> made) implements Begun {
        public Ours {
            made = Collections.unmodifiableMap(new TreeMap<>(made));
        }
    }

    /**
     * There is something else by one of the names.
     *
     * @param index that one
     */
    record Others(String index) implements Begun {}

    /**
     * An index by one of the names was restored, and nothing tells any more from what.
     *
     * @param index that one
     */
    record Unclear(String index) implements Begun {}
}
