package dev.shardwright.snapshot.restore;

import java.util.List;

/** Whether a restore has begun, judged by what is on the cluster and not by what was asked for. */
sealed interface Begun {
    /**
     * No index of it is there.
     *
     * @param open those to be overwritten that are still open
     */
    record NotYet(List<String> open) implements Begun {
        public NotYet {
            open = List.copyOf(open);
        }
    }

    /** Its indices are there, and come from this very snapshot. */
    record Ours() implements Begun {}

    /**
     * There is something else by one of the names.
     *
     * @param index that one
     */
    record Others(String index) implements Begun {}
}
