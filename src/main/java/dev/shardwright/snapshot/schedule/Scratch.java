package dev.shardwright.snapshot.schedule;

import java.util.List;
import java.util.Optional;

/**
 * What a drill left in the cluster, as the cluster says.
 *
 * @param restore name of the drill's Restore
 * @param indices names of those indices and data streams there that were restored from the drill's snapshot under its
 *                prefix; empty when this is not known
 * @param trouble why it is not known
 */
record Scratch(String restore, Optional<List<String>> indices, String trouble) {

    /**
     * What the plan needs to know: which indices of the snapshot, renamed by this prefix, are there and have this snapshot
     * as their recovery source. Anything but a full answer is no answer.
     */
    record Question(String restore, String snapshot, String prefix) {}
}
