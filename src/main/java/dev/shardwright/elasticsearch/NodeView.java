package dev.shardwright.elasticsearch;

import java.util.List;

/**
 * A node that is in the cluster.
 *
 * @param id          stays with the node's data
 * @param ephemeralId new at each start of the process: tells a restarted node from one that stayed
 * @param name        node.name, which is the pod's name
 * @param roles       Elasticsearch's own words, sorted; empty for a node that only coordinates
 */
public record NodeView(String id, String ephemeralId, String name, List<String> roles) {
    public NodeView {
        roles = roles.stream().sorted().toList();
    }
}
