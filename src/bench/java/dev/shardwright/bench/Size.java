package dev.shardwright.bench;

import java.time.Duration;

/** How long and how often things are measured. System properties make a run shorter while one works on the benchmark. */
enum Size {
    /** Quickstarts by the operator, each with one by hand. */
    PAIRS("bench.pairs", 2),
    /** Seconds that a green cluster is left alone. */
    GREEN_IDLE("bench.green-idle", 120),
    /** Seconds without a write after which clusters count as settled. */
    QUIET("bench.quiet", 30),
    /** Seconds that clusters which cannot start are left alone. */
    IDLE("bench.idle", 300),
    /** From so many clusters on the operator is restarted and specs are edited. */
    LARGE("bench.large", 1000),
    /** Seconds of edits, one a second. */
    EDITS("bench.edits", 600),
    /** Seconds that each measurement of passes lasts. */
    ROUND("bench.round", 30),
    /** Rounds with and without a cluster that hangs. */
    ROUNDS("bench.rounds", 5),
    /** The most clusters with a simulated Elasticsearch. */
    SIMULATED("bench.simulated", 50),
    /** Starts of the operator. */
    STARTS("bench.starts", 5),
    /** Changes of leaders: how long one takes is chance, as the waiting one looks at the lease now and then. */
    HANDOVERS("bench.handovers", 11),
    /** Seconds after which memory at rest is read. */
    REST("bench.rest", 30);

    private final String property;
    private final int usual;

    Size(String property, int usual) {
        this.property = property;
        this.usual = usual;
    }

    int number() {
        return Integer.getInteger(property, usual);
    }

    Duration seconds() {
        return Duration.ofSeconds(number());
    }
}
