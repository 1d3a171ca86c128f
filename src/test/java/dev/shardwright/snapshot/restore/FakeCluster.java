package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.AliasAction;
import dev.shardwright.elasticsearch.AliasInfo;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.Deletion;
import dev.shardwright.elasticsearch.Document;
import dev.shardwright.elasticsearch.DocumentKey;
import dev.shardwright.elasticsearch.Documents;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.elasticsearch.IndexShards;
import dev.shardwright.elasticsearch.NewRestore;
import dev.shardwright.elasticsearch.NewSnapshot;
import dev.shardwright.elasticsearch.NodeDisk;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.RepositoryInfo;
import dev.shardwright.elasticsearch.Room;
import dev.shardwright.elasticsearch.ServerIdentity;
import dev.shardwright.elasticsearch.ShardRecovery;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.SnapshotProgress;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.VerifiedNode;
import dev.shardwright.elasticsearch.Watermark;
import dev.shardwright.elasticsearch.WriteBlock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A cluster with one snapshot, that restores as Elasticsearch does: all indices appear at once, their shards come one after
 * another. It fails before or after what it was asked, and keeps a book of all changes.
 */
final class FakeCluster implements DataApi {
    static final String REPOSITORY = "r";
    static final String SNAPSHOT = "s";

    final Map<String, FakeIndex> indices = new TreeMap<>();
    final Map<String, FakeIndex> stored = new TreeMap<>(); // in the snapshot
    final List<String> wrongs = new ArrayList<>();
    /** By name: what may be closed or overwritten, and what is put back in the end. */
    final Map<String, Identity> replaceable = new HashMap<>();
    /** Identities of indices that a restore of this snapshot made. */
    final Set<Identity> made = new HashSet<>();
    /** By name: whether the last count, and the last reading, were those of the snapshot. */
    final Map<String, Boolean> right = new TreeMap<>();

    final Random chance;
    double faults;
    int restores;
    int changes;
    Instant now = Instant.parse("2026-05-01T12:00:00Z");

    FakeCluster(long seed) {
        this.chance = new Random(seed);
    }

    /** Time goes by: one more shard moves on. */
    void moveOn() {
        for (FakeIndex index : indices.values()) {
            for (int i = 0; i < index.shards.size(); i++) {
                switch (index.shards.get(i)) {
                    case WAITING -> {
                        index.shards.set(i, FakeIndex.Shard.COPYING);
                        return;
                    }
                    case COPYING -> {
                        index.shards.set(i, FakeIndex.Shard.STARTED);
                        return;
                    }
                    default -> {}
                }
            }
        }
    }

    private <T> Reply<T> ask(Supplier<Reply<T>> answer) {
        if (chance.nextDouble() < faults) {
            return fault();
        }
        return answer.get();
    }

    /** Its answer may be lost before, or after it was carried out. */
    private <T> Reply<T> change(Supplier<Reply<T>> answer) {
        if (chance.nextDouble() < faults) {
            return fault();
        }
        Reply<T> reply = answer.get();
        changes++;
        return chance.nextDouble() < faults ? fault() : reply;
    }

    private <T> Reply<T> fault() {
        Problem[] all = Problem.values();
        return Reply.failure(all[chance.nextInt(all.length)], "no answer");
    }

    private static <T> Reply<Verdict<T>> granted(T value) {
        return Reply.answer(new Verdict.Granted<>(value));
    }

    static <T> Reply<Verdict<T>> refused(String type, String reason) {
        return Reply.answer(new Verdict.Refused<>(new Complaint(400, type, reason, List.of(), List.of())));
    }

    @Override
    public Reply<ServerIdentity> identity() {
        return ask(() -> Reply.answer(
                new ServerIdentity("es", Optional.of("u"), "8.19.21", ServerIdentity.Distribution.ELASTICSEARCH)));
    }

    @Override
    public Reply<Verdict<Optional<SnapshotInfo>>> snapshot(String repository, String name) {
        return ask(() -> granted(Optional.of(Snapshots.of(List.copyOf(stored.keySet())))));
    }

    @Override
    public Reply<Verdict<Optional<SnapshotProgress>>> progress(String repository, String name) {
        return ask(() -> granted(Optional.empty()));
    }

    @Override
    public Reply<Verdict<Done>> startRestore(String repository, String snapshot, NewRestore restore) {
        return change(() -> restored(restore));
    }

    private Reply<Verdict<Done>> restored(NewRestore restore) {
        Map<String, FakeIndex> fresh = new TreeMap<>();
        for (String name : restore.indices()) {
            String target = restore.renaming()
                    .map(r -> name.replaceAll(r.pattern(), r.replacement()))
                    .orElse(name);
            FakeIndex there = indices.get(target);
            if (there != null && there.open) {
                return refused(
                        "snapshot_restore_exception", "cannot restore index [" + target + "] because an open index");
            }
            fresh.put(target, copy(target, there, stored.get(name)));
        }
        if (indices.values().stream().anyMatch(i -> made.contains(i.identity()))) {
            wrongs.add("a second restore, and indices of the first are there");
        }
        restores++;
        fresh.values().forEach(i -> {
            FakeIndex before = indices.put(i.name, i);
            if (before != null && !before.identity().equals(replaceable.get(i.name))) {
                wrongs.add("index " + i.name + " of somebody else was overwritten");
            }
            made.add(i.identity());
        });
        return granted(new Done());
    }

    private FakeIndex copy(String target, FakeIndex there, FakeIndex from) {
        FakeIndex index = new FakeIndex(target, there == null ? id() : there.uuid, from.shards.size(), from.settings);
        if (there != null) {
            index.settings.put(FakeIndex.HISTORY, id()); // a new index has none
        }
        index.documents.putAll(from.documents);
        index.operations = from.operations;
        index.shards.replaceAll(s -> FakeIndex.Shard.WAITING);
        index.source = Optional.of(new ShardRecovery.Source(REPOSITORY, SNAPSHOT, from.name));
        index.remembered = true;
        return index;
    }

    String id() {
        return Long.toHexString(chance.nextLong());
    }

    @Override
    public Reply<Verdict<List<IndexDetails>>> indices(List<String> expressions) {
        return ask(
                () -> granted(indices.values().stream().map(FakeIndex::details).toList()));
    }

    @Override
    public Reply<List<DataStreamInfo>> dataStreams() {
        return ask(() -> Reply.answer(List.of()));
    }

    @Override
    public Reply<List<AliasInfo>> aliases() {
        return ask(() -> Reply.answer(List.of()));
    }

    @Override
    public Reply<Verdict<Done>> refresh(String index) {
        return ask(() -> indices.containsKey(index) ? granted(new Done()) : missing(index));
    }

    @Override
    public Reply<Verdict<Long>> count(String index) {
        return ask(() -> {
            FakeIndex found = indices.get(index);
            if (found == null) {
                return missing(index);
            }
            if (!found.open) {
                return refused("index_closed_exception", "closed");
            }
            if (!found.isWhole()) {
                return Reply.failure(Problem.MALFORMED, "not every shard was counted");
            }
            found.source.ifPresent(
                    s -> right.put(index, stored.get(s.index()).documents.size() == found.documents.size()));
            return granted((long) found.documents.size());
        });
    }

    @Override
    public Reply<Verdict<Map<String, IndexOperations>>> operations(List<String> names) {
        return ask(() -> {
            Map<String, IndexOperations> all = new TreeMap<>();
            for (String name : names) {
                FakeIndex index = indices.get(name);
                if (index == null) {
                    return missing(name);
                }
                int started = (int) index.shards.stream()
                        .filter(s -> s == FakeIndex.Shard.STARTED)
                        .count();
                all.put(name, new IndexOperations(index.uuid, started, index.operations));
            }
            return granted(all);
        });
    }

    @Override
    public Reply<Verdict<List<ShardRecovery>>> recoveries(List<String> names) {
        return ask(() -> {
            List<ShardRecovery> all = new ArrayList<>();
            for (String name : names) {
                if (!indices.containsKey(name)) {
                    return missing(name);
                }
                all.addAll(indices.get(name).recoveries(now));
            }
            return granted(all);
        });
    }

    @Override
    public Reply<Verdict<List<IndexShards>>> shardStates(List<String> names) {
        return ask(() -> {
            List<IndexShards> all = new ArrayList<>();
            for (String name : names) {
                if (!indices.containsKey(name)) {
                    return missing(name);
                }
                all.add(indices.get(name).states());
            }
            return granted(all);
        });
    }

    private static <T> Reply<Verdict<T>> missing(String index) {
        return refused("index_not_found_exception", "no such index [" + index + "]");
    }

    @Override
    public Reply<Verdict<Done>> putSettings(String index, Map<String, Optional<String>> settings) {
        return change(() -> {
            FakeIndex found = indices.get(index);
            if (found == null) {
                return missing(index);
            }
            if (!made.contains(found.identity())) {
                wrongs.add("settings of index " + index + " of somebody else were changed");
            }
            settings.forEach((key, value) -> {
                if (value.isPresent()) {
                    found.settings.put(key, value.get());
                } else {
                    found.settings.remove(key);
                }
            });
            return granted(new Done());
        });
    }

    @Override
    public Reply<Verdict<Done>> close(String index) {
        return change(() -> {
            FakeIndex found = indices.get(index);
            if (found == null) {
                return missing(index);
            }
            if (!found.identity().equals(replaceable.get(index))) {
                wrongs.add("index " + index + " was closed and should not be");
            }
            found.open = false;
            return granted(new Done());
        });
    }

    @Override
    public Reply<Verdict<Done>> open(String index) {
        return change(() -> {
            FakeIndex found = indices.get(index);
            if (found == null) {
                return missing(index);
            }
            if (!found.identity().equals(replaceable.get(index))) {
                wrongs.add("index " + index + " was opened and should not be");
            }
            found.open = true;
            return granted(new Done());
        });
    }

    @Override
    public Reply<Room> room() {
        return ask(() -> Reply.answer(new Room(
                List.of(new NodeDisk("n1", 1000, 900)), new Watermark.None(), new Watermark.None(), 1000, 10, "all")));
    }

    @Override
    public Reply<Verdict<List<Document>>> sample(String index, int size) {
        return ask(() -> granted(
                indices.get(index).documents.values().stream().limit(size).toList()));
    }

    @Override
    public Reply<Verdict<Documents>> documents(String index, List<DocumentKey> keys) {
        return ask(() -> {
            FakeIndex found = indices.get(index);
            if (found == null) {
                return missing(index);
            }
            found.source.ifPresent(s ->
                    right.merge(index, stored.get(s.index()).documents.equals(found.documents), Boolean::logicalAnd));
            return granted(new Documents(
                    keys.stream()
                            .filter(k -> found.documents.containsKey(k.id()))
                            .map(k -> found.documents.get(k.id()))
                            .toList(),
                    keys.stream()
                            .filter(k -> !found.documents.containsKey(k.id()))
                            .toList()));
        });
    }

    private static IllegalStateException never(String what) {
        return new IllegalStateException("a Restore never does this: " + what);
    }

    @Override
    public Reply<Verdict<Done>> putRepository(String name, String type, Map<String, String> settings) {
        throw never("putRepository");
    }

    @Override
    public Reply<Optional<RepositoryInfo>> repository(String name) {
        throw never("repository");
    }

    @Override
    public Reply<Verdict<Done>> deleteRepository(String name) {
        throw never("deleteRepository");
    }

    @Override
    public Reply<Verdict<List<VerifiedNode>>> verifyRepository(String name) {
        throw never("verifyRepository");
    }

    @Override
    public Reply<Verdict<Done>> startSnapshot(String repository, String name, NewSnapshot snapshot) {
        throw never("startSnapshot");
    }

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> snapshots(String repository) {
        throw never("snapshots");
    }

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> newestSnapshots(String repository, int most) {
        throw never("newestSnapshots");
    }

    @Override
    public Reply<Verdict<Done>> deleteSnapshot(String repository, String name) {
        throw never("deleteSnapshot");
    }

    @Override
    public Reply<Verdict<Done>> changeAliases(List<AliasAction> actions) {
        throw never("changeAliases");
    }

    @Override
    public Reply<Verdict<Deletion>> deleteIndex(String index) {
        throw never("deleteIndex");
    }

    @Override
    public Reply<Verdict<Deletion>> deleteDataStream(String name) {
        throw never("deleteDataStream");
    }

    @Override
    public Reply<Verdict<WriteBlock>> blockWrites(String index) {
        throw never("blockWrites");
    }

    @Override
    public Reply<Verdict<Done>> allowWrites(String index) {
        throw never("allowWrites");
    }
}
