package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.IndexShards;
import dev.shardwright.elasticsearch.NodeDisk;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Room;
import dev.shardwright.elasticsearch.ServerIdentity;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Watermark;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.counts.Sample;
import dev.shardwright.snapshot.counts.Tally;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Findings.Finding;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A snapshot with the indices a and b, of which one restore is at some step. */
final class Scenes {
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    static final Place PLACE = new Place(new ClusterRef("es"), null, "r", "s");
    static final Identity A = new Identity("a1", "h1");
    static final Identity B = new Identity("b1", "h2");

    private Scenes() {}

    static Map<String, String> originals() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("index.number_of_replicas", "1");
        settings.put("index.refresh_interval", null);
        return settings;
    }

    /** Begun, and its indices are there. */
    static RestoreRecord made() {
        return preparing(Map.of()).remembering(Map.of("a", new Made(A, originals()), "b", new Made(B, originals())));
    }

    /** About to begin. */
    static RestoreRecord preparing(Map<String, Identity> inTheWay) {
        return new RestoreRecord(
                PLACE, List.of("a", "b"), Map.of("a", "a", "b", "b"), inTheWay, List.copyOf(inTheWay.keySet()), null);
    }

    static Counts counts(Sample... samples) {
        return new Counts(
                "s",
                List.of("a", "b"),
                Map.of(
                        "a", exactly(3).remembering(List.of(samples)),
                        "b", exactly(5).remembering(List.of())));
    }

    static IndexCount exactly(long documents) {
        return new IndexCount("x", 1, documents, documents, documents, documents, null, null);
    }

    static Tally tally(String uuid, long documents) {
        return new Tally(uuid, documents, documents);
    }

    static RestoreView view(Restore restore, RestoreStatus.Step step, RestoreRecord record, Findings findings) {
        return view(restore, RestoreStatus.none().at(step).started(NOON.toString()), record, findings);
    }

    static RestoreView view(Restore restore, RestoreStatus status, RestoreRecord record, Findings findings) {
        return Views.of(Views.with(restore, status), Optional.of(counts()), Optional.of(record), findings);
    }

    static Findings nothing() {
        return Findings.NONE;
    }

    static <T> Findings heard(Errand<T> errand, Reply<T> reply, Instant at) {
        return and(nothing(), errand, reply, at);
    }

    static <T> Findings and(Findings before, Errand<T> errand, Reply<T> reply, Instant at) {
        Map<Errand<?>, Finding<?>> found = new HashMap<>(before.found());
        found.put(errand, new Finding<>(reply, at));
        return new Findings(Optional.empty(), found);
    }

    static <T> Reply<Verdict<T>> granted(T value) {
        return Reply.answer(new Verdict.Granted<>(value));
    }

    static Copying copying(ShardCopy.State state) {
        return new Copying(
                List.of(
                        new IndexShards("a", List.of(copy(state, null, null))),
                        new IndexShards("b", List.of(copy(ShardCopy.State.STARTED, null, null)))),
                List.of());
    }

    static IndexShards.Copy copy(ShardCopy.State state, String reason, String allocation) {
        return new IndexShards.Copy(
                0,
                true,
                state,
                Optional.ofNullable(reason).map(r -> new IndexShards.Unassigned(r, "details", 1, allocation)),
                Optional.empty());
    }

    static IndexDetails index(String name, Identity identity, boolean open, int shards) {
        Map<String, String> settings = new TreeMap<>(Map.of("index.number_of_replicas", "1"));
        Optional.ofNullable(identity.history()).ifPresent(h -> settings.put("index.history.uuid", h));
        return new IndexDetails(
                name, identity.uuid(), open, false, Optional.empty(), 8_190_021, shards, 1, List.of(), settings);
    }

    static Facts facts(SnapshotInfo snapshot, List<IndexDetails> indices) {
        return new Facts(
                Optional.ofNullable(snapshot),
                Optional.of(1L << 20),
                new ServerIdentity("es", Optional.of("u"), "8.19.21", ServerIdentity.Distribution.ELASTICSEARCH),
                indices,
                List.of(),
                List.of(),
                Optional.of(room(1L << 30, 100, "all")));
    }

    static Room room(long free, long shards, String allocation) {
        return new Room(
                List.of(new NodeDisk("n1", free, free)),
                new Watermark.None(),
                new Watermark.None(),
                shards,
                0,
                allocation);
    }
}
