package dev.shardwright.cluster;

import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.ShardCopy.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where shards lie, one line a shard, the primary first: {@code "logs/0: es-data-0 es-data-1"}. A copy is a node, or
 * {@code a>b} (moves from a to b), {@code ~a} (recovers on a), {@code -} (is unassigned).
 */
public final class Shards {
    /** What each copy has on disk. */
    public static final long SIZE = 1 << 20;

    private Shards() {}

    /** Every copy of every shard. */
    public static List<ShardCopy> of(String... lines) {
        List<ShardCopy> copies = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split("[/: ]+", -1);
            for (int i = 2; i < parts.length; i++) {
                copies.add(copy(parts[0], Integer.parseInt(parts[1]), i == 2, parts[i]));
            }
        }
        return List.copyOf(copies);
    }

    private static ShardCopy copy(String index, int shard, boolean primary, String place) {
        Optional<Long> size = Optional.of(SIZE);
        if (place.equals("-")) {
            return new ShardCopy(
                    index, shard, primary, State.UNASSIGNED, Optional.empty(), Optional.empty(), Optional.empty());
        }
        if (place.startsWith("~")) {
            Optional<String> node = Optional.of(place.substring(1));
            return new ShardCopy(index, shard, primary, State.INITIALIZING, node, Optional.empty(), size);
        }
        String[] way = place.split(">", -1);
        return way.length == 2
                ? new ShardCopy(index, shard, primary, State.RELOCATING, Optional.of(way[0]), Optional.of(way[1]), size)
                : new ShardCopy(index, shard, primary, State.STARTED, Optional.of(place), Optional.empty(), size);
    }
}
