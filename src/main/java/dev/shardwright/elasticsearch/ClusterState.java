package dev.shardwright.elasticsearch;

import java.util.List;

/** One version of the cluster state: who is in the cluster, and where every shard lies. */
public record ClusterState(ClusterView view, List<ShardCopy> shards) {
    public ClusterState {
        shards = List.copyOf(shards);
    }
}
