package dev.shardwright.snapshot.restore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Settings that indices have while they are restored. */
public final class FastSettings {
    private static final String PREFIX = "index.";
    /** Fixed when an index is made: they could neither be set nor put back. */
    private static final Set<String> FIXED = Set.of(
            "index.number_of_shards",
            "index.number_of_routing_shards",
            "index.routing_partition_size",
            "index.codec",
            "index.sort.field",
            "index.uuid",
            "index.creation_date",
            "index.provided_name",
            "index.history.uuid",
            "index.hidden");

    /** Blocks would keep it from being put back. */
    private static final List<String> FIXED_GROUPS = List.of("index.version.", "index.analysis.", "index.blocks.");

    private FastSettings() {}

    /** With {@code index.} in front, as text. */
    static Map<String, String> of(Map<String, Object> settings) {
        Map<String, String> all = new TreeMap<>();
        settings.forEach((key, value) -> all.put(full(key), String.valueOf(value)));
        return all;
    }

    /** What is wrong with them; empty when nothing is. */
    public static Optional<String> flaw(Map<String, Object> settings) {
        for (Map.Entry<String, Object> entry : new TreeMap<>(settings).entrySet()) {
            String key = full(entry.getKey());
            if (FIXED.contains(key) || FIXED_GROUPS.stream().anyMatch(key::startsWith)) {
                return Optional.of("spec.indexSettings: " + entry.getKey()
                        + " cannot be changed for the time of a restore: remove it");
            }
            Object value = entry.getValue();
            boolean simple = value instanceof String || value instanceof Number || value instanceof Boolean;
            if (!simple) {
                return Optional.of("spec.indexSettings: " + entry.getKey()
                        + " must be a text, a number or a truth value; write nested settings with dots");
            }
        }
        return Optional.empty();
    }

    private static String full(String key) {
        return key.startsWith(PREFIX) ? key : PREFIX + key;
    }
}
