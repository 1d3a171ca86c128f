package dev.shardwright.cluster.scale;

import dev.shardwright.api.AutoscalingStatus;

/** Why a pool has the size that it has; the names stand in status.autoscaling and in metrics. */
public enum ScaleReason {
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

    /** Whether a pool has its size for this reason. */
    public boolean isOf(AutoscalingStatus entry) {
        return name().equals(entry.reason());
    }

    /** Whether a pool has its size because it was just changed. */
    static boolean isChange(AutoscalingStatus entry) {
        return ScaledUp.isOf(entry) || ScaledDown.isOf(entry) || StorageGrown.isOf(entry);
    }
}
