package dev.shardwright.cluster.plan;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was allowed earlier in the same pass: it counts as if it had happened. */
final class Chosen {
    private final Map<String, Integer> sizes;
    private final Set<String> restarting = new HashSet<>();
    private final Set<String> draining = new HashSet<>();
    private final Set<String> voteless = new HashSet<>();
    private final Set<String> removed = new HashSet<>();

    /** Nothing yet; {@code sizes}: how many nodes each pool may have now. */
    Chosen(Map<String, Integer> sizes) {
        this.sizes = sizes;
    }

    int size(String pool) {
        return sizes.getOrDefault(pool, 0);
    }

    void restarts(NodeView node) {
        restarting.add(node.name());
    }

    /** It has begun to leave: from here on it is drained. */
    void drains(NodeView node) {
        draining.add(node.name());
    }

    void goes(NodeView node) {
        removed.add(node.name());
    }

    void losesVote(NodeView node) {
        voteless.add(node.name());
    }

    boolean isLosingVote(NodeView node) {
        return voteless.contains(node.name());
    }

    boolean isRestarting(NodeView node) {
        return restarting.contains(node.name());
    }

    boolean isDraining(NodeView node) {
        return draining.contains(node.name());
    }

    boolean isGone(NodeView node) {
        return removed.contains(node.name());
    }

    /** Whether a node stays up as far as this pass goes. */
    boolean stays(NodeView node) {
        return !isRestarting(node) && !isGone(node);
    }
}
