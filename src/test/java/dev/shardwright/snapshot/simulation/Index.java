package dev.shardwright.snapshot.simulation;

import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.simulation.Chance;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index that is written to. */
final class Index {
    private final String name;
    private final String uuid;
    private final int shards;
    private long documents;
    private long operations;

    Index(String name, Chance chance) {
        this.name = name;
        this.uuid = chance.identity();
        this.shards = chance.between(1, 3);
        this.documents = chance.between(0, 200);
        this.operations = documents + chance.between(0, 20);
    }

    void write(Chance chance) {
        for (int i = chance.between(0, 3); i > 0; i--) {
            operations++;
            switch (chance.between(0, 3)) {
                case 0, 1 -> documents++;
                case 2 -> documents = Math.max(0, documents - 1);
                default -> {} // an update
            }
        }
    }

    long documents() {
        return documents;
    }

    String name() {
        return name;
    }

    IndexOperations operations() {
        return new IndexOperations(uuid, shards, operations);
    }

    IndexDetails details() {
        return new IndexDetails(
                name, uuid, true, false, Optional.of(false), 8190000, shards, 0, List.of(), Map.of("a", "b"));
    }
}
