package dev.shardwright.elasticsearch;

import java.util.List;

/**
 * What a restore must fit in.
 *
 * @param disks         of the data nodes, those left out that only hold searchable snapshots
 * @param low           what must stay free on a disk when a shard comes to it
 * @param high          what must stay free, or shards move away
 * @param shardsPerNode how many shards the cluster takes for each of those nodes (cluster.max_shards_per_node)
 * @param openShards    how many it has, replicas included
 * @param allocation    which shards are given to nodes (cluster.routing.allocation.enable): {@code all},
 *                      {@code primaries}, {@code new_primaries} or {@code none}
 */
public record Room(
        List<NodeDisk> disks, Watermark low, Watermark high, long shardsPerNode, long openShards, String allocation) {
    public Room {
        disks = List.copyOf(disks);
    }

    /** Bytes that the disks take together before they reach the low watermark. */
    public long bytesBelowLow() {
        return disks.stream()
                .mapToLong(disk -> Math.max(0, disk.available() - low.free(disk.total())))
                .sum();
    }

    /** How many more shards the cluster takes. */
    public long shardsLeft() {
        return Math.max(0, shardsPerNode * disks.size() - openShards);
    }
}
