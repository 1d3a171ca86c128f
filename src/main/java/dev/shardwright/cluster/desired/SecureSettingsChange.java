package dev.shardwright.cluster.desired;

import java.time.Instant;

/**
 * A change of the secure settings that running nodes can take up: no pod is made anew for it.
 *
 * @param generation of the content that nodes are to have
 * @param at when it was made
 */
public record SecureSettingsChange(int generation, Instant at) {

    /** What stands on a pod whose node has taken it up. No other change has the same. */
    public String mark() {
        return generation + "." + at.getEpochSecond();
    }
}
