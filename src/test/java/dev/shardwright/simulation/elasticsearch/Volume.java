package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.support.ElasticVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What lies on the volume of a node: it outlives pods and processes. */
public final class Volume {
    private final String node;
    private final int number;
    private long capacity;
    private String marker = "";
    private Optional<String> nodeId = Optional.empty();
    private Optional<String> clusterUuid = Optional.empty();
    private Optional<ElasticVersion> version = Optional.empty();
    private final Map<Shard, Local> copies = new HashMap<>();

    /** The copy of a shard: its allocation id, and how many documents of the shard it has. */
    record Local(int allocation, long documents) {}

    Volume(String node, int number, long capacity) {
        this.number = number;
        this.node = node;
        this.capacity = capacity;
    }

    /** The name of the node whose volume this is. */
    public String node() {
        return node;
    }

    /** The node's id; empty when Elasticsearch never ran here. */
    public Optional<String> nodeId() {
        return nodeId;
    }

    /** What the prepare script wrote last. */
    public String marker() {
        return marker;
    }

    /** The prepare script writes its marker. */
    public void mark(String text) {
        marker = text;
    }

    /** Why a version of Elasticsearch does not start on this data; empty when it does. */
    public Optional<String> refusal(String starting) {
        ElasticVersion wanted = ElasticVersion.parse(starting).orElseThrow();
        return version.flatMap(last -> wanted.compareTo(last) < 0 || wanted.major() > last.major() + 1
                ? Optional.of("cannot start " + wanted + " on data of " + last)
                : Optional.empty());
    }

    /** A process starts on this data. Returns the node's id, which is made at the first start. */
    public String startedBy(String starting) {
        version = ElasticVersion.parse(starting);
        nodeId = nodeId.or(() -> Optional.of("id-" + node + "-" + number));
        return nodeId.get();
    }

    Optional<String> clusterUuid() {
        return clusterUuid;
    }

    void belongsTo(String uuid) {
        clusterUuid = Optional.of(uuid);
    }

    Map<Shard, Local> copies() {
        return copies;
    }

    long capacity() {
        return capacity;
    }

    void grow(long to) {
        capacity = Math.max(capacity, to);
    }
}
