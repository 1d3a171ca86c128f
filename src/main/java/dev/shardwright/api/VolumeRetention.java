package dev.shardwright.api;

/** What becomes of the volumes when the resource is deleted. */
public enum VolumeRetention {
    /** They stay, and a resource of the same name adopts them. */
    Retain,
    /** They are deleted with the resource. */
    Delete
}
