package dev.shardwright.snapshot.counts;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;

/** Counts in a ConfigMap. */
public final class CountsFile {
    private static final PackedJson FILE = new PackedJson("counts.json");

    private static final int LARGEST = 800_000; // what is counted after the snapshot comes on top

    private CountsFile() {}

    /** The ConfigMap, of that name and owner. */
    public static ConfigMap of(ObjectMeta metadata, Counts counts) {
        return FILE.write(metadata, counts);
    }

    /** Whether Kubernetes takes it: beyond some ten thousand indices it is too large. */
    public static boolean fits(ConfigMap map) {
        Map<String, String> binary = Optional.ofNullable(map.getBinaryData()).orElse(Map.of());
        return binary.values().stream().mapToInt(String::length).sum() <= LARGEST;
    }

    /** What a ConfigMap says; empty when it says nothing that can be understood in full. */
    public static Optional<Counts> read(ConfigMap map) {
        return FILE.read(map, Counts.class);
    }
}
