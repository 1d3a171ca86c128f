package dev.shardwright.snapshot.simulation;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.elasticsearch.NewSnapshot;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.RepositoryInfo;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.SnapshotProgress;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.VerifiedNode;
import dev.shardwright.simulation.Chance;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.NoData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An Elasticsearch cluster with one repository and writers; it is asked over a line that fails. */
final class Cluster extends NoData {
    static final String UUID = "cluster-uuid";
    private static final Complaint NO_REPOSITORY = complaint(404, "repository_missing_exception", "[r] missing");

    private final Chance chance;
    private final Line line;
    private final Map<String, Index> indices = new TreeMap<>();
    private final Map<String, RepositoryInfo> registered = new HashMap<>();
    private final Map<String, Taken> snapshots = new HashMap<>();
    private final Set<String> nodes = new TreeSet<>();
    private final Instant othersRunUntil;
    private final SnapshotInfo.State outcome;
    private final Duration takes;
    private int starts;
    private Instant blinked = Instant.EPOCH;
    private Instant now = Instant.EPOCH;
    private final List<Proof> proofs = new ArrayList<>();

    /** That nodes could use what was registered at some moment. */
    record Proof(Instant at, int nodes, Map<String, String> settings) {}

    Cluster(Chance chance, Line line, Instant begin) {
        this.chance = chance;
        this.line = line;
        for (int i = chance.between(1, 30); i > 0; i--) {
            addIndex("logs-" + i);
        }
        for (int i = chance.between(1, 4); i > 0; i--) {
            nodes.add("es-" + i);
        }
        this.takes = Duration.ofMillis(chance.between(1, 90_000));
        this.othersRunUntil = begin.plusSeconds(chance.percent(20) ? chance.between(1, 900) : 0);
        this.outcome = chance.percent(70)
                ? SnapshotInfo.State.SUCCESS
                : chance.percent(50) ? SnapshotInfo.State.PARTIAL : SnapshotInfo.State.FAILED;
    }

    /** What happens up to a moment: writers write, and shards are taken. */
    void elapse(Instant until) {
        for (Taken taken : snapshots.values()) {
            taken.moments().entrySet().removeIf(moment -> {
                boolean due = !moment.getValue().isAfter(until);
                if (due) {
                    write();
                    Optional.ofNullable(indices.get(moment.getKey()))
                            .ifPresent(i -> taken.holds().put(i.name(), i.documents()));
                }
                return due;
            });
        }
        write();
        now = until;
    }

    private void write() {
        for (int i = chance.between(0, 2); i > 0 && !indices.isEmpty(); i--) {
            chance.pick(List.copyOf(indices.values())).write(chance);
        }
    }

    Map<String, Taken> taken() {
        return snapshots;
    }

    /** How many snapshots were ever taken for the resource. */
    int starts() {
        return starts;
    }

    Set<String> nodes() {
        return nodes;
    }

    List<Proof> proofs() {
        return proofs;
    }

    void addIndex(String name) {
        indices.put(name, new Index(name, chance));
    }

    void dropIndex(String name) {
        indices.remove(name);
    }

    /** Somebody else takes a snapshot of that name. */
    void foreign(String name) {
        snapshots.put(
                name,
                new Taken(
                        name, chance.identity(), SnapshotInfo.State.SUCCESS, Map.of(), List.of(), now, Duration.ZERO));
    }

    /** An administrator changes the registration. */
    void meddle() {
        registered.replaceAll(
                (name, info) -> new RepositoryInfo(info.type(), info.uuid(), Map.of("location", "/else")));
    }

    @Override
    public Reply<Verdict<Done>> putRepository(String name, String type, Map<String, String> settings) {
        return line.change(() -> {
            registered.put(name, new RepositoryInfo(type, Optional.of("repo-uuid"), settings));
            return granted(new Done());
        });
    }

    @Override
    public Reply<Optional<RepositoryInfo>> repository(String name) {
        return line.ask(() -> Reply.answer(Optional.ofNullable(registered.get(name))));
    }

    @Override
    public Reply<Verdict<List<VerifiedNode>>> verifyRepository(String name) {
        return line.ask(() -> {
            if (!registered.containsKey(name)) {
                return refused(NO_REPOSITORY);
            }
            proofs.add(new Proof(now, nodes.size(), registered.get(name).settings()));
            return granted(nodes.stream().map(n -> new VerifiedNode(n, n)).toList());
        });
    }

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> newestSnapshots(String repository, int most) {
        return line.ask(
                () -> granted(snapshots.values().stream().map(t -> t.info(now)).toList()));
    }

    @Override
    public Reply<Verdict<Done>> startSnapshot(String repository, String name, NewSnapshot what) {
        return line.change(() -> {
            RepositoryInfo place = registered.get(repository);
            if (place == null) {
                return refused(NO_REPOSITORY);
            }
            if (place.settings().containsKey("readonly")) {
                return refused(
                        complaint(500, "repository_exception", "[r] cannot create snapshot in a readonly repository"));
            }
            if (snapshots.containsKey(name)) {
                return refused(complaint(
                        400,
                        "invalid_snapshot_name_exception",
                        "[r:s] Invalid snapshot name [s], snapshot with the same name already exists"));
            }
            if (now.isBefore(othersRunUntil)) {
                return refused(
                        complaint(503, "concurrent_snapshot_execution_exception", "[r:s] a snapshot is running"));
            }
            Optional<String> gone =
                    what.indices().stream().filter(i -> !indices.containsKey(i)).findFirst();
            if (gone.isPresent() && !what.ignoreUnavailable()) {
                return refused(complaint(404, "index_not_found_exception", "no such index [" + gone.get() + "]"));
            }
            begin(name, what);
            return granted(new Done());
        });
    }

    private void begin(String name, NewSnapshot what) {
        List<String> there =
                what.indices().stream().filter(indices::containsKey).toList();
        Taken taken = new Taken(name, chance.identity(), outcome, what.metadata(), there, now, takes);
        there.forEach(i -> taken.moments().put(i, now.plusMillis(chance.between(0, (int) takes.toMillis()))));
        snapshots.put(name, taken);
        if (what.metadata().containsKey(Marks.UID)) {
            starts++;
        }
    }

    @Override
    public Reply<Verdict<Optional<SnapshotInfo>>> snapshot(String repository, String name) {
        return line.ask(() -> !registered.containsKey(repository)
                ? refused(NO_REPOSITORY)
                : granted(
                        blinks()
                                ? Optional.<SnapshotInfo>empty()
                                : Optional.ofNullable(snapshots.get(name)).map(t -> t.info(now))));
    }

    /** For a moment a repository may list nothing. */
    private boolean blinks() {
        boolean blinks = line.isFaulty() && chance.percent(2) && now.isAfter(blinked.plusSeconds(90));
        blinked = blinks ? now : blinked;
        return blinks;
    }

    @Override
    public Reply<Verdict<Optional<SnapshotProgress>>> progress(String repository, String name) {
        return line.ask(() -> granted(Optional.ofNullable(snapshots.get(name)).map(t -> t.progress(now))));
    }

    @Override
    public Reply<Verdict<List<IndexDetails>>> indices(List<String> expressions) {
        return line.ask(
                () -> granted(indices.values().stream().map(Index::details).toList()));
    }

    @Override
    public Reply<List<DataStreamInfo>> dataStreams() {
        return line.ask(() -> Reply.answer(List.of()));
    }

    @Override
    public Reply<Verdict<Done>> refresh(String index) {
        return line.ask(() -> indices.containsKey(index) ? granted(new Done()) : refused(noIndex(index)));
    }

    @Override
    public Reply<Verdict<Long>> count(String index) {
        return line.ask(
                () -> indices.containsKey(index) ? granted(indices.get(index).documents()) : refused(noIndex(index)));
    }

    @Override
    public Reply<Verdict<Map<String, IndexOperations>>> operations(List<String> names) {
        String name = names.getFirst();
        return line.ask(() -> indices.containsKey(name)
                ? granted(Map.of(name, indices.get(name).operations()))
                : refused(noIndex(name)));
    }

    private static Complaint noIndex(String name) {
        return complaint(404, "index_not_found_exception", "no such index [" + name + "]");
    }

    private static Complaint complaint(int status, String type, String reason) {
        return new Complaint(status, type, reason, List.of(), List.of());
    }

    private static <T> Reply<Verdict<T>> granted(T value) {
        return Reply.answer(new Verdict.Granted<>(value));
    }

    private static <T> Reply<Verdict<T>> refused(Complaint why) {
        return Reply.answer(new Verdict.Refused<>(why));
    }
}
