package dev.shardwright.elasticsearch;

import java.util.List;

/** What the server knows of nodes that are about to stop. */
public sealed interface Shutdowns {

    /** The server has no node-shutdown API. */
    record Unsupported() implements Shutdowns {}

    /** The records there are. */
    record Registered(List<Entry> entries) implements Shutdowns {
        public Registered {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One record.
     *
     * @param nodeId id of the node
     * @param type   restart, remove, replace or sigterm, as the server says
     * @param reason free text of whoever registered it
     */
    record Entry(String nodeId, String type, String reason) {}
}
