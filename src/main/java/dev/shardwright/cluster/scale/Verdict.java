package dev.shardwright.cluster.scale;

import dev.shardwright.api.NodePool;
import java.time.Instant;
import java.util.Optional;

/**
 * What is decided for a pool.
 *
 * @param reason   why, in a word
 * @param message  the same for people; without figures that change all the time unless a size changes
 * @param replicas the number of nodes from now on
 * @param storage  the size of volumes from now on
 * @param lowSince since when one node less would do; empty when it would not
 */
record Verdict(ScaleReason reason, String message, int replicas, String storage, Optional<Instant> lowSince) {
    /** The pool keeps its size. */
    static Verdict stay(NodePool pool, ScaleReason reason, String message) {
        return stay(pool, reason, message, Optional.empty());
    }

    /** The pool keeps its size, and has been too large for a while. */
    static Verdict stay(NodePool pool, ScaleReason reason, String message, Optional<Instant> lowSince) {
        return new Verdict(reason, message, pool.replicas(), pool.storage().size(), lowSince);
    }

    /** The pool gets another number of nodes. */
    static Verdict nodes(NodePool pool, int replicas, String why) {
        ScaleReason reason = replicas > pool.replicas() ? ScaleReason.ScaledUp : ScaleReason.ScaledDown;
        String message = pool.replicas() + " -> " + replicas + " nodes: " + why;
        return new Verdict(reason, message, replicas, pool.storage().size(), Optional.empty());
    }

    /** The pool gets larger volumes. */
    static Verdict storage(NodePool pool, String size, String why) {
        String message = "volumes " + pool.storage().size() + " -> " + size + ": " + why;
        return new Verdict(ScaleReason.StorageGrown, message, pool.replicas(), size, Optional.empty());
    }
}
