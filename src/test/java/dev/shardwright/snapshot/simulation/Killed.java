package dev.shardwright.snapshot.simulation;

/** The operator is killed right here. Not an exception: nothing in the operator can catch it. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;
}
