package dev.shardwright.cluster.scale;

import dev.shardwright.api.Autoscaling;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Details;
import dev.shardwright.elasticsearch.NodeDisk;
import dev.shardwright.elasticsearch.ShardCopy;
import java.util.List;
import java.util.Optional;

/**
 * How much of a pool is used, read at one moment. Disks are taken together: a new node counts as soon as it is there, long
 * before Elasticsearch has moved shards to it, so one need is not answered twice.
 *
 * @param disks  of every node, in the order of the nodes
 * @param shards copies that lie in the pool; one that moves counts on both sides
 * @param onLast bytes of the copies on the last node; empty when one of them is not known
 */
record PoolUsage(List<NodeDisk> disks, long shards, Optional<Long> onLast) {
    /** How far below the target the disks must stay after a node has gone, in points of percent. */
    static final int HYSTERESIS = 15;

    private static final int SHARDS_LOW_PERCENT = 80;
    private static final double HUNDRED = 100.0;

    PoolUsage {
        disks = List.copyOf(disks);
    }

    /** The nodes whose disks are not known, or not to be believed. */
    static List<String> unknown(List<String> nodes, Details details) {
        return nodes.stream().filter(n -> !isSound(details.disks().get(n))).toList();
    }

    /** Reads it. Every disk must be known. */
    static PoolUsage of(List<String> nodes, Details details) {
        List<NodeDisk> disks = nodes.stream().map(details.disks()::get).toList();
        long shards = nodes.stream().mapToLong(n -> on(n, details).size()).sum();
        List<ShardCopy> last = on(nodes.getLast(), details);
        Optional<Long> bytes = last.stream().allMatch(c -> c.bytes().isPresent())
                ? Optional.of(
                        last.stream().mapToLong(c -> c.bytes().orElseThrow()).sum())
                : Optional.empty();
        return new PoolUsage(disks, shards, bytes);
    }

    private static boolean isSound(NodeDisk disk) {
        return disk != null && disk.total() > 0 && disk.available() >= 0 && disk.available() <= disk.total();
    }

    private static List<ShardCopy> on(String node, Details details) {
        return details.shards().stream().filter(c -> c.isOn(node)).toList();
    }

    /** How full all disks together are. */
    double fill() {
        return percent(used(disks), total(disks));
    }

    int fillRounded() {
        return (int) Math.round(fill());
    }

    /** Shards per node, rounded up. */
    long shardsPerNode() {
        return Math.ceilDiv(shards, disks.size());
    }

    boolean isDiskAbove(Autoscaling targets) {
        return fill() > targets.diskPercent();
    }

    boolean areShardsAbove(Autoscaling targets) {
        return shards > (long) targets.shardsPerNode() * disks.size();
    }

    /** Whether the pool would stay well within both targets without its last node. */
    boolean wouldDoWithOneLess(Autoscaling targets) {
        List<NodeDisk> staying = disks.subList(0, disks.size() - 1);
        if (staying.isEmpty() || onLast.isEmpty()) {
            return false;
        }
        long room = (long) targets.shardsPerNode() * staying.size() * SHARDS_LOW_PERCENT;
        return percent(used(staying) + onLast.get(), total(staying)) < targets.diskPercent() - HYSTERESIS
                && shards * HUNDRED <= room;
    }

    private static double percent(long used, long total) {
        return used * HUNDRED / total;
    }

    private static long used(List<NodeDisk> disks) {
        return disks.stream().mapToLong(d -> d.total() - d.available()).sum();
    }

    private static long total(List<NodeDisk> disks) {
        return disks.stream().mapToLong(NodeDisk::total).sum();
    }
}
