package dev.shardwright.cluster.desired;

import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Entries of elasticsearch.yml in flat form: one dotted key, one value. */
public final class Settings {
    private Settings() {}

    /** Flattens nested maps: {@code {a: {b: 1}}} becomes {@code {a.b: 1}}. Lists stay values. */
    public static SequencedMap<String, Object> flatten(Map<String, Object> config) {
        TreeMap<String, Object> flat = new TreeMap<>();
        flatten("", config, flat);
        return flat;
    }

    private static void flatten(String prefix, Map<?, ?> config, Map<String, Object> into) {
        config.forEach((key, value) -> {
            String name = prefix + key;
            if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
                flatten(name + ".", nested, into);
            } else if (value != null) {
                into.put(name, value);
            }
        });
    }
}
