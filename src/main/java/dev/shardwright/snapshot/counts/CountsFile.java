package dev.shardwright.snapshot.counts;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;

/** Counts in a ConfigMap. */
public final class CountsFile {
    private static final PackedJson FILE = new PackedJson("counts.json");

    private CountsFile() {}

    /** The ConfigMap, of that name and owner. */
    public static ConfigMap of(ObjectMeta metadata, Counts counts) {
        return FILE.write(metadata, counts);
    }

    /** What a ConfigMap says; empty when it says nothing that can be understood in full. */
    public static Optional<Counts> read(ConfigMap map) {
        return FILE.read(map, Counts.class);
    }
}
