package dev.shardwright.elasticsearch;

import java.util.Optional;

/**
 * One copy of a shard, as the master has it.
 *
 * @param index        name of the index (or of the backing index of a data stream)
 * @param shard        number of the shard in its index
 * @param primary      whether it is the primary
 * @param state        where it is in its life
 * @param node         name of the node that holds it; empty when it is unassigned
 * @param relocatingTo name of the node that it is moving to; empty when it is not moving
 * @param bytes        size on disk; empty when the node did not say
 */
public record ShardCopy(
        String index,
        int shard,
        boolean primary,
        State state,
        Optional<String> node,
        Optional<String> relocatingTo,
        Optional<Long> bytes) {

    /** The states that Elasticsearch knows. */
    public enum State {
        UNASSIGNED,
        INITIALIZING,
        STARTED,
        RELOCATING
    }

    /** Whether a node holds this copy, or is about to: a copy that moves counts on both sides. */
    public boolean isOn(String nodeName) {
        return node.filter(nodeName::equals).isPresent()
                || relocatingTo.filter(nodeName::equals).isPresent();
    }

    /** Whether it can be read: started, or moving away and still serving. */
    public boolean isActive() {
        return state == State.STARTED || state == State.RELOCATING;
    }

    /** Whether its data is on the way: it comes to its node, or leaves it. */
    public boolean isMoving() {
        return state == State.RELOCATING || state == State.INITIALIZING;
    }

    /** Whether the other one is a copy of the same shard. */
    public boolean isOfSameShard(ShardCopy other) {
        return shard == other.shard && index.equals(other.index);
    }
}
