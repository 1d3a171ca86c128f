package dev.shardwright.api;

/** Rules that a user may put out of force, because they guard availability and the way out of an impasse may lead over them. */
public enum OverridableRule {
    /** Restarts wait for a green cluster. */
    HealthAllows,
    /** A node that holds the only started copy of a shard is not restarted. */
    OtherCopiesStarted,
    /** A drain does not begin when it cannot end. */
    DrainCanEnd,
    /** A drain does not begin before the nodes that take over are there. */
    ReplacementsJoined
}
