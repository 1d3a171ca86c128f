package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.snapshot.counts.PackedJson;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Optional;

/** The record of a restore in a ConfigMap. */
final class RecordFile {
    private static final PackedJson FILE = new PackedJson("restore.json");

    private RecordFile() {}

    static String name(Restore restore) {
        return restore.getMetadata().getName() + "-restore";
    }

    static ConfigMap of(Restore restore, RestoreRecord record) {
        return FILE.write(Owned.metadata(restore, name(restore)).build(), record);
    }

    /** Empty when it says nothing that can be understood. */
    static Optional<RestoreRecord> read(ConfigMap map) {
        return FILE.read(map, RestoreRecord.class);
    }
}
