package dev.shardwright.cluster.plan;

/** Rules that may hold back what is to happen with a node. Their names stand in status.plan. */
public enum NodeRule {
    /** A node that the spec no longer asks for stays until its shards and its vote have been moved away. */
    NodeNotEmpty,
    /** A running node is not restarted for a changed spec before the cluster can do without it. */
    NodeNeeded,
    /** A volume does not grow by itself. */
    VolumeKept,
    /** spec.paused. */
    Paused,
    /** A problem that stops everything; see the condition Stalled. */
    Stalled
}
