package dev.shardwright.elasticsearch;

import java.util.List;

/**
 * The questions that the operator asks an Elasticsearch cluster. Each call blocks for at most 5 seconds, throws nothing,
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
}
