package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Set;

/**
 * What the operator asks an Elasticsearch cluster, and tells it. Each call blocks for at most 5 seconds, throws nothing,
 * and either understands the answer in full or fails.
 */
public interface ElasticsearchApi {

    /** Health and shard counters, as the master sees them. */
    Reply<ClusterHealth> health();

    /** Identity, nodes and voting configuration, as the master sees them. */
    Reply<ClusterView> view();

    /**
     * What each node runs. A node that did not answer the one asked is left out: its version is unknown.
     */
    Reply<List<NodeVersion>> versions();

    /** The view, and every copy of every shard, of one and the same cluster state; without sizes. */
    Reply<ClusterState> state();

    /** Settings below cluster.routing.allocation, defaults included. */
    Reply<ClusterSettings> settings();

    /** All indices, hidden ones included. */
    Reply<List<IndexInfo>> indices();

    /** Disks of the data nodes. A node that did not answer the one asked is left out. */
    Reply<List<NodeDisk>> disks();

    /** Size on disk of the copies that nodes told; the routing in the answer is older than that of {@link #state}. */
    Reply<List<ShardCopy>> shardSizes();

    /** Nodes that are registered to stop. */
    Reply<Shutdowns> shutdowns();

    /** Makes exactly these nodes give their shards away (none: takes the operator's filter out of the settings). */
    Reply<Done> drain(Set<String> nodeNames);

    /** Takes the vote of a master-eligible node that is in the cluster. Returns before its vote has gone. */
    Reply<Done> excludeFromVoting(String nodeName);

    /** Gives every excluded node its vote back, whoever excluded it. */
    Reply<Done> clearVotingExclusions();

    /** Registers that a node is about to restart, so that its shards are waited for. */
    Reply<Done> registerRestart(String nodeId, String reason);

    /** Takes a node's record of a shutdown away. Fine when there is none. */
    Reply<Done> forgetShutdown(String nodeId);

    /** Makes one node read its keystore again. */
    Reply<Done> reloadSecureSettings(String nodeName);

    /** The certificates that the node at one endpoint has loaded. */
    Reply<List<NodeCertificate>> certificates(Endpoint node);

    /** A change that the cluster has acknowledged. */
    record Done() {}
}
