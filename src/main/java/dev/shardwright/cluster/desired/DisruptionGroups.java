package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.NodePool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pools that share a role form a group with one PodDisruptionBudget: Kubernetes refuses every eviction of a pod that two
 * budgets cover, so a budget per role works only where roles are apart.
 */
final class DisruptionGroups {
    private DisruptionGroups() {}

    /** All groups, by the name of their first pool. */
    static Map<String, List<NodePool>> groups(ElasticClusterSpec spec) {
        List<List<NodePool>> groups = new ArrayList<>();
        for (NodePool pool : spec.nodePools()) {
            List<NodePool> merged = new ArrayList<>(List.of(pool));
            groups.removeIf(group -> {
                boolean related = group.stream().anyMatch(other -> shareRole(other, pool));
                if (related) {
                    merged.addAll(group);
                }
                return related;
            });
            groups.add(merged);
        }
        Map<String, List<NodePool>> named = new HashMap<>();
        for (List<NodePool> group : groups) {
            List<NodePool> sorted =
                    group.stream().sorted(Comparator.comparing(NodePool::name)).toList();
            named.put(sorted.getFirst().name(), sorted);
        }
        return named;
    }

    private static boolean shareRole(NodePool a, NodePool b) {
        if (a.roles().isEmpty() && b.roles().isEmpty()) {
            return true;
        }
        return !Collections.disjoint(a.roles(), b.roles());
    }
}
