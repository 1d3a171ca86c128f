package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.elasticsearch.ClusterSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a copy of a shard may lie, and what the cluster's settings say about it. */
public final class Allocation {
    private static final int LOW = 85;
    private static final int HIGH = 90;
    private static final int HUNDRED = 100;

    private final Map<String, String> settings = new TreeMap<>(Map.of(
            "enable", "all",
            "disk.threshold_enabled", "true",
            "disk.watermark.low", LOW + "%",
            "disk.watermark.high", HIGH + "%",
            "disk.watermark.flood_stage", "95%"));

    /** Settings below cluster.routing.allocation. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Whether a node may get a copy of a shard. */
    boolean allows(Shard shard, EsNode node, Routing routing) {
        return node.holdsShards()
                && !shard.isOn(node)
                && !isFilteredOut(shard.index(), node)
                && isNewEnough(shard, node)
                && used(node, routing) + shard.index().shardBytes() <= percent(node, LOW);
    }

    /** Whether a copy may stay where it is. */
    boolean keeps(Shard shard, EsNode node, Routing routing) {
        return !isFilteredOut(shard.index(), node) && used(node, routing) <= percent(node, HIGH);
    }

    /** A replica, or a primary that moves, never goes to an older version than it comes from. */
    private static boolean isNewEnough(Shard shard, EsNode node) {
        return shard.primary()
                .flatMap(Copy::node)
                .filter(holder -> node.version().compareTo(holder.version()) < 0)
                .isEmpty();
    }

    /** Whether filters keep an index off a node. */
    boolean isFilteredOut(Index index, EsNode node) {
        boolean drained = node.isDrainable() && names(settings, ClusterSettings.DRAIN_KEY, node.name());
        boolean required = Optional.ofNullable(index.allocation().get("require._name"))
                .filter(name -> !name.equals(node.name()))
                .isPresent();
        return drained
                || required
                || names(settings, "exclude._name", node.name())
                || names(index.allocation(), "exclude._name", node.name());
    }

    private static boolean names(Map<String, String> settings, String key, String node) {
        return Arrays.asList(settings.getOrDefault(key, "").split(",", -1)).contains(node);
    }

    static long used(EsNode node, Routing routing) {
        long held = node.volume().copies().keySet().stream()
                .mapToLong(s -> s.index().shardBytes())
                .sum();
        long coming = routing.shards().stream()
                .filter(s -> !node.volume().copies().containsKey(s) && s.isOn(node))
                .mapToLong(s -> s.index().shardBytes())
                .sum();
        return held + coming;
    }

    private static long percent(EsNode node, int percent) {
        return node.volume().capacity() / HUNDRED * percent;
    }
}
