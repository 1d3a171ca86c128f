package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Optional;

/**
 * A node that is in the cluster.
 *
 * @param id          stays with the node's data
 * @param ephemeralId new at each start of the process: tells a restarted node from one that stayed
 * @param name        node.name, which is the pod's name
 * @param roles       Elasticsearch's own words, sorted; empty for a node that only coordinates
 * @param podUid      the pod that it runs in; empty when it does not say
 */
public record NodeView(String id, String ephemeralId, String name, List<String> roles, Optional<String> podUid) {
    /** Node attribute that holds the UID of the pod: a node that was restarted can be told from what it was before. */
    public static final String POD_ATTRIBUTE = "shardwright_pod";

    public NodeView {
        roles = roles.stream().sorted().toList();
    }

    /** A node that does not say which pod it runs in. */
    public NodeView(String id, String ephemeralId, String name, List<String> roles) {
        this(id, ephemeralId, name, roles, Optional.empty());
    }
}
