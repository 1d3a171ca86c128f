package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.EsNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The members that the operator has taken down and that are not back yet. */
final class Downtime {
    private final Map<String, EsNode> ended = new HashMap<>(); // the process that was ended, by name of the node

    void begins(EsNode process) {
        ended.put(process.name(), process);
    }

    /** Forgets nodes that are members again, by another process. */
    void update(World world) {
        ended.entrySet().removeIf(e -> world.member(e.getKey())
                .filter(now -> now != e.getValue() && world.elasticsearch().isReady(now))
                .isPresent());
    }

    /** The processes that were ended. */
    Stream<EsNode> processes() {
        return ended.values().stream();
    }

    Set<String> nodes() {
        return ended.keySet();
    }
}
