package dev.shardwright.elasticsearch;

import java.util.Map;
import java.util.Optional;

/**
 * What decides where an index's shards may lie.
 *
 * @param name           its name
 * @param replicas       index.number_of_replicas
 * @param autoExpands    whether the number of replicas follows the number of nodes (index.auto_expand_replicas)
 * @param createdVersion version that created it, as Elasticsearch numbers it (7170299); empty when not told
 * @param allocation     its settings below index.routing.allocation., without that prefix: {@code require.box} and so on
 */
public record IndexInfo(
        String name,
        int replicas,
        boolean autoExpands,
        Optional<Integer> createdVersion,
        Map<String, String> allocation) {
    public IndexInfo {
        allocation = Map.copyOf(allocation);
    }
}
