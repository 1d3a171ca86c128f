package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.elasticsearch.ShardCopy.State;
import java.util.Optional;

/** One copy of a shard, where it is and what is happening to it. */
public final class Copy {
    private boolean primary;
    private State state = State.UNASSIGNED;
    private Optional<EsNode> node = Optional.empty();
    private Optional<EsNode> target = Optional.empty();
    private int allocation;
    private int targetAllocation;
    private long delayedUntil;
    private int round;

    Copy(boolean primary) {
        this.primary = primary;
    }

    boolean isPrimary() {
        return primary;
    }

    void become(boolean isPrimary) {
        primary = isPrimary;
        round++;
    }

    State state() {
        return state;
    }

    /** Who holds it. */
    public Optional<EsNode> node() {
        return node;
    }

    Optional<EsNode> target() {
        return target;
    }

    int allocation() {
        return allocation;
    }

    int targetAllocation() {
        return targetAllocation;
    }

    long delayedUntil() {
        return delayedUntil;
    }

    /** Changes whenever something happens to it: what was begun earlier is void. */
    int round() {
        return round;
    }

    /** Whether it can be read. */
    public boolean isActive() {
        return state == State.STARTED || state == State.RELOCATING;
    }

    boolean isAssigned() {
        return state != State.UNASSIGNED;
    }

    /** Whether it is on its way from one node to another. */
    public boolean isMoving() {
        return state == State.RELOCATING;
    }

    /** Whether a node holds it or is about to. */
    public boolean isOn(EsNode holder) {
        return node.filter(holder::equals).isPresent()
                || target.filter(holder::equals).isPresent();
    }

    void initialize(EsNode on, int id) {
        state = State.INITIALIZING;
        node = Optional.of(on);
        allocation = id;
        round++;
    }

    void started() {
        state = State.STARTED;
        round++;
    }

    void relocate(EsNode to, int id) {
        state = State.RELOCATING;
        target = Optional.of(to);
        targetAllocation = id;
        round++;
    }

    void arrived() {
        node = target;
        allocation = targetAllocation;
        target = Optional.empty();
        state = State.STARTED;
        round++;
    }

    void stay() {
        target = Optional.empty();
        state = State.STARTED;
        round++;
    }

    void lose(long delayed) {
        state = State.UNASSIGNED;
        node = Optional.empty();
        target = Optional.empty();
        delayedUntil = delayed;
        round++;
    }
}
