package dev.shardwright.simulation.elasticsearch;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An index and its shards. */
public final class Index {
    private final String name;
    private int replicas;
    private final boolean autoExpands;
    private final int createdVersion;
    private final long shardBytes;
    private final Map<String, String> allocation;
    private final List<Shard> shards;

    /**
     * A new index.
     *
     * @param autoExpands whether it has a replica as soon as there is a second data node
     * @param allocation  its settings below index.routing.allocation.
     */
    public Index(
            String name,
            int primaries,
            int replicas,
            boolean autoExpands,
            int createdVersion,
            long shardBytes,
            Map<String, String> allocation) {
        this.name = name;
        this.replicas = replicas;
        this.autoExpands = autoExpands;
        this.createdVersion = createdVersion;
        this.shardBytes = shardBytes;
        this.allocation = Map.copyOf(allocation);
        this.shards =
                IntStream.range(0, primaries).mapToObj(i -> new Shard(this, i)).toList();
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** How many replicas it has where there are that many data nodes. */
    public int replicas(long dataNodes) {
        return autoExpands ? (int) Math.min(1, Math.max(0, dataNodes - 1)) : replicas;
    }

    /** Its user wants another number of replicas. */
    public void wantReplicas(int wanted) {
        replicas = wanted;
    }

    /** Whether the number of replicas follows the number of data nodes. */
    public boolean autoExpands() {
        return autoExpands;
    }

    int createdVersion() {
        return createdVersion;
    }

    long shardBytes() {
        return shardBytes;
    }

    Map<String, String> allocation() {
        return allocation;
    }

    /** Its shards. */
    public List<Shard> shards() {
        return shards;
    }
}
