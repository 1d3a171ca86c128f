package dev.shardwright.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Paths of the requests, and how their answers are read. */
final class Questions {
    // A node without a master would wait 30 seconds for one by default: longer than we do.
    static final String HEALTH = "/_cluster/health?master_timeout=3s&timeout=3s";
    static final String VIEW = "/_cluster/state/master_node,nodes,metadata?master_timeout=3s&filter_path="
            + String.join(
                    ",",
                    "cluster_name",
                    "master_node",
                    "nodes.*.name",
                    "nodes.*.ephemeral_id",
                    "nodes.*.roles",
                    "metadata.cluster_uuid",
                    "metadata.cluster_uuid_committed",
                    "metadata.cluster_coordination");
    static final String VERSIONS = "/_nodes/http?timeout=3s&filter_path=nodes.*.name,nodes.*.version";

    private Questions() {}

    /** Reads the body of an answer. */
    interface Reader<T> {
        T read(JsonObject body) throws MalformedAnswerException;
    }

    static List<NodeVersion> versions(JsonObject body) throws MalformedAnswerException {
        List<NodeVersion> versions = new ArrayList<>();
        for (Map.Entry<String, JsonObject> node : body.object("nodes").objects().entrySet()) {
            versions.add(new NodeVersion(
                    node.getKey(), node.getValue().text("name"), node.getValue().text("version")));
        }
        return versions;
    }
}
