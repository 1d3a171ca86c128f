package dev.shardwright.cluster.plan;

import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.IndexInfo;
import dev.shardwright.elasticsearch.Roles;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a node may hold shards of an index as far as filters say. By name, id, address and zone it is known; filters by
 * anything else are taken for a no.
 */
final class AllocationFilters {
    private static final String TIER = "include._tier_preference";

    private AllocationFilters() {}

    static boolean allow(NodeView node, IndexInfo index, Situation s) {
        return tierAllows(node.roles(), index, s)
                && allow(node, index.allocation())
                && allow(node, s.details().settings().allocation());
    }

    /** Only the first tier of the list that has a node counts, and one that is being drained still counts as a node. */
    static boolean tierAllows(Collection<String> roles, IndexInfo index, Situation s) {
        String preference = index.allocation().getOrDefault(TIER, "");
        return preference.isBlank()
                || values(preference)
                        .filter(tier ->
                                s.facts().orElseThrow().nodes().stream().anyMatch(n -> Roles.serve(n.roles(), tier)))
                        .findFirst()
                        .filter(tier -> Roles.serve(roles, tier))
                        .isPresent();
    }

    private static boolean allow(NodeView node, Map<String, String> filters) {
        return filters.entrySet().stream().allMatch(filter -> {
            String key = filter.getKey();
            String value = filter.getValue();
            if (value.isBlank() || key.equals(TIER) || key.equals(ClusterSettings.DRAIN_KEY)) {
                return true;
            }
            int dot = key.indexOf('.');
            String kind = key.substring(0, Math.max(0, dot));
            if (!kind.equals("exclude") && !kind.equals("include") && !kind.equals("require")) {
                return true;
            }
            Optional<String> actual = attribute(node, key.substring(dot + 1));
            return actual.isPresent()
                    && values(value).anyMatch(v -> matches(v, actual.get())) != kind.equals("exclude");
        });
    }

    /** What is known of a node that filters may speak of. */
    private static Optional<String> attribute(NodeView node, String name) {
        return switch (name) {
            case "_name" -> Optional.of(node.name());
            case "_id" -> node.member().map(ElasticsearchFacts.Node::id);
            case "_ip", "_publish_ip" -> node.pod().map(Pod::getStatus).map(PodStatus::getPodIP);
            case "zone" -> node.zone();
            default -> Optional.empty();
        };
    }

    private static Stream<String> values(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).filter(v -> !v.isEmpty());
    }

    private static boolean matches(String pattern, String name) {
        return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), name);
    }
}
