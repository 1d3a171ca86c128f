package dev.shardwright.snapshot.schedule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** One change. Each may be made twice: the second time finds nothing to do. */
sealed interface Change {
    /** The kinds that a schedule deletes. */
    enum Kind {
        Snapshot,
        Restore,
        ElasticCluster,
        SnapshotRepository
    }

    /** Makes an object. That one of this name is there already is no failure: the next picture says whose it is. */
    record Create(HasMetadata object) implements Change {}

    /** Deletes exactly this object: another one of the same name has another UID. */
    record Delete(Kind kind, String name, String uid, String why) implements Change {}

    /**
     * Deletes the indices and data streams of these names in the cluster that the drill restored into.
     *
     * @param restore name of the drill's Restore
     * @param names   full names; each begins with the prefix of the drill
     */
    record DeleteScratchIndices(String restore, List<String> names) implements Change {
        public DeleteScratchIndices {
            names = List.copyOf(names);
        }
    }
}
