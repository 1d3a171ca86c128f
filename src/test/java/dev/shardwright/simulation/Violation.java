package dev.shardwright.simulation;

/** A guarantee did not hold. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the guarantee, and what was seen instead. */
    public Violation(String guarantee, String message) {
        super(guarantee + ": " + message);
    }
}
