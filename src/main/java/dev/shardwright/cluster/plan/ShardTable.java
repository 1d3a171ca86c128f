package dev.shardwright.cluster.plan;

import static java.util.stream.Collectors.groupingBy;

import dev.shardwright.elasticsearch.ShardCopy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every copy of every shard, found by node and by shard. */
final class ShardTable {
    private final List<ShardCopy> all;
    private final Map<String, List<ShardCopy>> byNode = new HashMap<>();
    private final Map<ShardId, List<ShardCopy>> byShard;
    private final List<ShardCopy> lostPrimaries;

    private record ShardId(String index, int shard) {
        static ShardId of(ShardCopy copy) {
            return new ShardId(copy.index(), copy.shard());
        }
    }

    ShardTable(List<ShardCopy> all) {
        this.all = all;
        this.byShard = all.stream().collect(groupingBy(ShardId::of));
        this.lostPrimaries =
                all.stream().filter(c -> c.primary() && !c.isActive()).toList();
        for (ShardCopy copy : all) {
            copy.node().ifPresent(node -> add(node, copy));
            copy.relocatingTo().ifPresent(node -> add(node, copy));
        }
    }

    private void add(String node, ShardCopy copy) {
        byNode.computeIfAbsent(node, n -> new ArrayList<>()).add(copy);
    }

    List<ShardCopy> all() {
        return all;
    }

    /** Primaries that nobody serves: their shards have no started copy. */
    List<ShardCopy> lostPrimaries() {
        return lostPrimaries;
    }

    /** Copies that a node holds, or is about to. */
    List<ShardCopy> on(String node) {
        return byNode.getOrDefault(node, List.of());
    }

    /** Copies of the same shard elsewhere. */
    @SuppressWarnings("ReferenceEquality") // Two unassigned replicas of a shard are equal, and are two.
    Stream<ShardCopy> others(ShardCopy copy) {
        return byShard.getOrDefault(ShardId.of(copy), List.of()).stream().filter(s -> s != copy);
    }
}
