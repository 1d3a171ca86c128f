package dev.shardwright.cluster.plan;

import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.IndexInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a node may hold shards of an index as far as filters say. By name it is known; filters by address or by an
 * attribute that the operator does not set are taken for a no where they demand something.
 */
final class AllocationFilters {
    private static final String TIER = "include._tier_preference";

    private AllocationFilters() {}

    static boolean allow(NodeView node, IndexInfo index, ClusterSettings settings) {
        return tierAllows(node, index.allocation().get(TIER))
                && allow(node, index.allocation())
                && allow(node, settings.allocation());
    }

    /** The first tier that has a node counts; a node of any of them may hold the index. */
    private static boolean tierAllows(NodeView node, String preference) {
        return preference == null || preference.isBlank() || values(preference).anyMatch(node::serves);
    }

    private static boolean allow(NodeView node, Map<String, String> filters) {
        return filters.entrySet().stream().allMatch(filter -> {
            String key = filter.getKey();
            String value = filter.getValue();
            if (value.isBlank() || key.equals(TIER) || key.equals(ClusterSettings.DRAIN_KEY)) {
                return true;
            }
            if (key.startsWith("exclude.")) {
                return !key.equals("exclude._name") || values(value).noneMatch(v -> matches(v, node.name()));
            }
            if (key.startsWith("include.") || key.startsWith("require.")) {
                Optional<String> actual = key.endsWith("._name")
                        ? Optional.of(node.name())
                        : node.zone().filter(zone -> key.endsWith(".zone"));
                return actual.isPresent() && values(value).anyMatch(v -> matches(v, actual.get()));
            }
            return true;
        });
    }

    private static Stream<String> values(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).filter(v -> !v.isEmpty());
    }

    private static boolean matches(String pattern, String name) {
        return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), name);
    }
}
