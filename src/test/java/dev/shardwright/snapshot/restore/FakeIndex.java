package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.Document;
import dev.shardwright.elasticsearch.DocumentKey;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.IndexShards;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.ShardRecovery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An index of a fake cluster. */
final class FakeIndex {
    static final String HISTORY = "index.history.uuid";

    /** Where the primary of a shard is. */
    enum Shard {
        WAITING,
        COPYING,
        STARTED,
        GIVEN_UP,
        LOST
    }

    final String name;
    final String uuid;
    final Map<String, String> settings = new TreeMap<>();
    final Map<String, Document> documents = new TreeMap<>();
    final List<Shard> shards = new ArrayList<>();
    boolean open = true;
    long operations;
    Optional<ShardRecovery.Source> source = Optional.empty();
    /** Nodes forget it when they restart. */
    boolean remembered;

    FakeIndex(String name, String uuid, int shards, Map<String, String> settings) {
        this.name = name;
        this.uuid = uuid;
        this.settings.putAll(settings);
        for (int i = 0; i < shards; i++) {
            this.shards.add(Shard.STARTED);
        }
    }

    void write(String id, String content) {
        documents.put(
                id,
                new Document(
                        new DocumentKey(id, Optional.empty()),
                        operations++,
                        1,
                        content.repeat(64).substring(0, 64)));
    }

    void delete(String id) {
        if (documents.remove(id) != null) {
            operations++;
        }
    }

    boolean isWhole() {
        return shards.stream().allMatch(s -> s == Shard.STARTED);
    }

    Identity identity() {
        return new Identity(uuid, settings.get(HISTORY));
    }

    IndexDetails details() {
        return new IndexDetails(
                name, uuid, open, false, Optional.empty(), 8_190_021, shards.size(), 1, List.of(), settings);
    }

    IndexShards states() {
        List<IndexShards.Copy> copies = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            copies.add(copy(i, shards.get(i)));
        }
        return new IndexShards(name, copies);
    }

    private IndexShards.Copy copy(int number, Shard shard) {
        return switch (shard) {
            case WAITING -> unassigned(number, "NEW_INDEX_RESTORED", "restore_source[r/s]", "no_attempt", source);
            case GIVEN_UP -> unassigned(number, "ALLOCATION_FAILED", "a file is corrupt", "deciders_no", source);
            case LOST -> unassigned(number, "NODE_LEFT", "node_left [n1]", "no_valid_shard_copy", Optional.empty());
            case COPYING -> new IndexShards.Copy(number, true, ShardCopy.State.INITIALIZING, Optional.empty(), source);
            case STARTED ->
                new IndexShards.Copy(number, true, ShardCopy.State.STARTED, Optional.empty(), Optional.empty());
        };
    }

    private static IndexShards.Copy unassigned(
            int number, String reason, String details, String allocation, Optional<ShardRecovery.Source> from) {
        return new IndexShards.Copy(
                number,
                true,
                ShardCopy.State.UNASSIGNED,
                Optional.of(new IndexShards.Unassigned(reason, details, 0, allocation)),
                from);
    }

    List<ShardRecovery> recoveries(Instant now) {
        List<ShardRecovery> recoveries = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            Shard shard = shards.get(i);
            if (shard == Shard.STARTED || shard == Shard.COPYING) {
                boolean told = source.isPresent() && (remembered || shard == Shard.COPYING);
                ShardRecovery.Amount amount = new ShardRecovery.Amount(10, 0, shard == Shard.STARTED ? 10 : 3);
                recoveries.add(new ShardRecovery(
                        name,
                        i,
                        true,
                        told ? "SNAPSHOT" : "EXISTING_STORE",
                        shard == Shard.STARTED ? "DONE" : "INDEX",
                        told ? source : Optional.empty(),
                        amount,
                        amount,
                        Optional.of(now),
                        Optional.empty()));
            }
        }
        return recoveries;
    }
}
