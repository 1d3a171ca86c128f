package dev.shardwright.simulation.guarantee;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import java.util.List;

/** How many nodes of a role a spec asks for; the role data does the work of every tier. */
final class Wanted {
    private Wanted() {}

    static int of(ElasticClusterSpec spec, String role) {
        return spec.nodePools().stream()
                .filter(p -> serves(p, role))
                .mapToInt(NodePool::replicas)
                .sum();
    }

    private static boolean serves(NodePool pool, String role) {
        List<String> words = pool.roles().stream().map(NodeRole::word).toList();
        return words.contains(role) || (role.startsWith("data_") && words.contains("data"));
    }
}
