package dev.shardwright.simulation.guarantee;

import java.util.List;

/**
 * The operator is about to end processes.
 *
 * @param nodes whose pods go
 * @param kind  what for
 */
record TakeDown(List<String> nodes, Kind kind) {
    /** Whether the nodes come back. */
    enum Kind {
        RESTART,
        REMOVE,
        HIBERNATE
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
