package dev.shardwright.elasticsearch;

import java.util.ArrayList;
import java.util.List;

/** What is asked about the room in a cluster. */
final class RoomRequests {
    // %5C. is an escaped dot: flat keys hold dots themselves. What is asked for whole is there even when it is empty.
    static final Request<RoomRules> RULES = Request.get(
            "/_cluster/settings?master_timeout=3s&include_defaults=true&flat_settings=true"
                    + "&filter_path=persistent,transient,defaults.cluster%5C.routing%5C.allocation%5C.*,"
                    + "defaults.cluster%5C.max_shards_per_node",
            RoomRules::from);

    static final Request<List<NodeDisk>> DISKS = Request.get(
            "/_nodes/stats/fs?timeout=3s&filter_path=_nodes,nodes.*.name,nodes.*.roles,nodes.*.fs.total",
            RoomRequests::disks);

    /** Closed indices do not count. */
    static final Request<Long> OPEN_SHARDS = Request.get(
            "/_cluster/health?master_timeout=3s&timeout=3s&expand_wildcards=open,hidden", RoomRequests::openShards);

    private RoomRequests() {}

    private static List<NodeDisk> disks(JsonObject body) throws MalformedAnswerException {
        JsonObject summary = body.object("_nodes");
        if (summary.count("failed") != 0 || summary.count("successful") != summary.count("total")) {
            throw new MalformedAnswerException("not every node has told the size of its disk");
        }
        List<NodeDisk> disks = new ArrayList<>();
        for (JsonObject node : body.object("nodes").objects().values()) {
            if (Roles.holdWholeIndices(node.texts("roles"))) {
                JsonObject total = node.object("fs").object("total");
                disks.add(new NodeDisk(
                        node.text("name"), total.bytes("total_in_bytes"), total.bytes("available_in_bytes")));
            }
        }
        return disks;
    }

    private static long openShards(JsonObject body) throws MalformedAnswerException {
        ClusterHealth health = ClusterHealth.from(body);
        if (health.timedOut()) {
            throw new MalformedAnswerException("the shards were not counted in time");
        }
        return (long) health.activeShards() + health.initializingShards() + health.unassignedShards();
    }
}
