package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.Room;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How large a restore is.
 *
 * @param bytes  in the repository; empty when it is not known
 * @param shards primaries; empty when it is not known
 */
record Weight(Optional<Long> bytes, Optional<Integer> shards) {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /** Elasticsearch tells the numbers of the whole snapshot; of a part, the shards may be known from the counts. */
    static Weight of(Chosen chosen, SnapshotInfo snapshot, Facts facts, Optional<Counts> counts) {
        if (chosen.targets().size() == snapshot.indices().size()) {
            return new Weight(facts.bytes(), Optional.of(snapshot.shards().total()));
        }
        int shards = 0;
        for (String index : chosen.targets().keySet()) {
            Optional<Integer> own = counts.map(c -> c.indices().get(index)).map(IndexCount::shards);
            if (own.isEmpty()) {
                return new Weight(Optional.empty(), Optional.empty());
            }
            shards += own.get();
        }
        return new Weight(Optional.empty(), Optional.of(shards));
    }

    /** Whether it fits, as far as both sides are known. */
    void check(Optional<Room> there, List<Obstacle> obstacles) {
        if (there.isEmpty()) {
            return;
        }
        Room room = there.get();
        bytes.filter(b -> b > room.bytesBelowLow())
                .ifPresent(b -> obstacles.add(new Obstacle(
                        Obstacle.Reason.DiskTooSmall,
                        "the snapshot has " + size(b) + ", and the data nodes take " + size(room.bytesBelowLow())
                                + " before they are at the low disk watermark: grow the volumes, add nodes, or restore"
                                + " less")));
        shards.filter(s -> s > room.shardsLeft())
                .ifPresent(s -> obstacles.add(new Obstacle(
                        Obstacle.Reason.TooManyShards,
                        "it has " + s + " shards, and the cluster takes " + room.shardsLeft()
                                + " more (cluster.max_shards_per_node): add nodes, or restore less")));
        if (room.allocation().equals("none")) {
            obstacles.add(new Obstacle(
                    Obstacle.Reason.AllocationDisabled,
                    "no shard is given to a node while cluster.routing.allocation.enable is none: set it to all"));
        }
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (bytes.isEmpty()) {
            notes.add("how large it is cannot be told beforehand");
        }
        if (shards.isEmpty()) {
            notes.add("how many shards it has cannot be told beforehand");
        }
        return notes;
    }

    private static String size(long bytes) {
        if (bytes >= GIB) {
            return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
        }
        return bytes >= MIB ? bytes / MIB + " MiB" : (bytes >> 10) + " KiB";
    }
}
