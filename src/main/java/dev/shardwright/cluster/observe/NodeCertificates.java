package dev.shardwright.cluster.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which certificates the nodes of a cluster work with. Asked for only while its authorities are replaced. */
public interface NodeCertificates {

    /**
     * Serials (lower-case hex) of the certificates that each of these nodes works with, none for one that did not tell
     * lately; empty when no node has been asked yet. Waits for nothing.
     *
     * @param running every node that runs, see {@link RunningNode#of}
     */
    Optional<Map<String, Set<String>>> loaded(String namespace, String cluster, List<RunningNode> running);
}
