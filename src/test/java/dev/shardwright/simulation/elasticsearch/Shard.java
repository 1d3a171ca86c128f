package dev.shardwright.simulation.elasticsearch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One shard of an index: its copies, which of them are in sync, and how many documents it has acknowledged. */
public final class Shard {
    private final Index index;
    private final int number;
    private final Set<Integer> inSync = new HashSet<>(); // allocation ids
    private final List<Copy> copies = new ArrayList<>();
    private long acknowledged;

    Shard(Index index, int number) {
        this.index = index;
        this.number = number;
    }

    /** The index that it is a part of. */
    public Index index() {
        return index;
    }

    int number() {
        return number;
    }

    /** All copies that there should be, unassigned ones included. */
    public List<Copy> copies() {
        return copies;
    }

    Set<Integer> inSync() {
        return inSync;
    }

    long acknowledged() {
        return acknowledged;
    }

    void acknowledge() {
        acknowledged++;
    }

    Optional<Copy> primary() {
        return copies.stream().filter(Copy::isPrimary).findFirst();
    }

    /** The copies that can be read. */
    public Stream<Copy> active() {
        return copies.stream().filter(Copy::isActive);
    }

    /** Whether a node holds a copy or is about to. */
    public boolean isOn(EsNode node) {
        return copies.stream().anyMatch(c -> c.isOn(node));
    }

    /** Whether a volume has a copy that may become primary. */
    public boolean isInSyncOn(Optional<Volume> volume) {
        return volume.map(v -> v.copies().get(this))
                .filter(local -> inSync.contains(local.allocation()))
                .isPresent();
    }

    @Override
    public String toString() {
        return index.name() + "/" + number;
    }
}
