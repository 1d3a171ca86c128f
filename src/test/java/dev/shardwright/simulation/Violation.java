package dev.shardwright.simulation;

/** A guarantee did not hold. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String guarantee;

    /** Names the guarantee, and what was seen instead. */
    public Violation(String guarantee, String message) {
        this(guarantee, message, null);
    }

    /** The same, and what led to it. */
    public Violation(String guarantee, String message, Throwable cause) {
        super(guarantee + ": " + message, cause);
        this.guarantee = guarantee;
    }

    /** Its name. */
    public String guarantee() {
        return guarantee;
    }
}
