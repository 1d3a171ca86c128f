package dev.shardwright.cluster.scale;

/** Why a pool has the size that it has; the names stand in status.autoscaling and in metrics. */
enum ScaleReason {
    /** Nothing is decided while the spec is not followed: paused, hibernated, stalled, not formed. */
    Suspended,
    /** What would have to be known is not: no decision. */
    Unknown,
    /** Nodes of the pool come, go or are away: what was read is not what will be. */
    Changing,
    /** Above a target; the last change is too recent. */
    CoolingDown,
    /** Above a target, and the bounds leave nothing to do. */
    AtMaximum,
    /** Within the targets. */
    Steady,
    /** One node less would do; it has to stay so for a while. */
    ShrinkPending,
    /** One node less would do; shards are missing or moving. */
    ClusterNotGreen,
    /** One node less would do; a rule of the plan would hold the last node. */
    CannotShrink,
    /** A node was added. */
    ScaledUp,
    /** A node was removed. */
    ScaledDown,
    /** The volumes were enlarged. */
    StorageGrown;

    /** Whether it stands for a change of size. */
    boolean isChange() {
        return this == ScaledUp || this == ScaledDown || this == StorageGrown;
    }
}
