package dev.shardwright.elasticsearch;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param usual most
 * @param slow  those that wait for other nodes, or for a repository
 */
record Limits(Duration usual, Duration slow) {
    static final Limits STANDARD = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30));

    Duration of(Request<?> request) {
        return request.slow() ? slow : usual;
    }

    Duration longest() {
        return usual.compareTo(slow) > 0 ? usual : slow;
    }
}
