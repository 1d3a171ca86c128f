package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.counts.Tally;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The parts of a Migration, and who works on them: snapshots hold what the source has at that moment, and count honestly. */
final class SimParts {
    final Map<String, SnapshotRepository> repositories = new HashMap<>();
    final Map<String, Snapshot> snapshots = new HashMap<>();
    final Map<String, Restore> restores = new HashMap<>();
    final Map<String, Counts> counts = new HashMap<>(); // by name of the Snapshot
    private final Map<String, Map<String, Map<String, SimSource.Written>>> taken = new HashMap<>();
    private final SimSource source;
    private final SimTarget target;
    private final BiConsumer<Duration, Runnable> later;
    private final Runnable news;
    boolean failing;

    SimParts(SimSource source, SimTarget target, BiConsumer<Duration, Runnable> later, Runnable news) {
        this.source = source;
        this.target = target;
        this.later = later;
        this.news = news;
    }

    /** Makes a part that is not there; like the API server, it takes no second one of a name. */
    void make(HasMetadata part) {
        String name = part.getMetadata().getName();
        switch (part) {
            case SnapshotRepository repository -> {
                if (repositories.putIfAbsent(name, repository) == null) {
                    soon(20_000, () -> repositories.computeIfPresent(name, (n, r) -> ready(r)));
                }
            }
            case Snapshot snapshot -> {
                if (snapshots.putIfAbsent(name, snapshot) == null) {
                    soon(3_000, () -> count(snapshot));
                }
            }
            case Restore restore -> {
                if (restores.putIfAbsent(name, restore) == null) {
                    soon(20_000, () -> copy(restore));
                }
            }
            default -> throw new AssertionError("nobody makes a " + part.getKind());
        }
    }

    private void soon(int millis, Runnable what) {
        later.accept(Duration.ofMillis(100 + source.trouble.chance.nextInt(millis)), what);
    }

    private boolean isThere(HasMetadata part) {
        return part == snapshots.get(part.getMetadata().getName())
                || part == restores.get(part.getMetadata().getName());
    }

    // ---- snapshots

    private void count(Snapshot snapshot) {
        if (!isThere(snapshot)) {
            return;
        }
        Map<String, IndexCount> before = new TreeMap<>();
        source.indices.values().forEach(i -> before.put(i.name, IndexCount.before(1, tally(i))));
        Map<String, Map<String, SimSource.Written>> held = new TreeMap<>();
        before.keySet().forEach(name -> soon(4_000, () -> hold(name, held)));
        later.accept(Duration.ofSeconds(5), () -> end(snapshot, before, held));
    }

    private void hold(String name, Map<String, Map<String, SimSource.Written>> held) {
        Optional.ofNullable(source.indices.get(name)).ifPresent(i -> held.put(name, new TreeMap<>(i.documents)));
    }

    private void end(
            Snapshot snapshot, Map<String, IndexCount> before, Map<String, Map<String, SimSource.Written>> held) {
        if (!isThere(snapshot)) {
            return;
        }
        String name = snapshot.getMetadata().getName();
        Map<String, IndexCount> after = new TreeMap<>();
        before.forEach((index, count) -> {
            SimSource.Index now = source.indices.get(index);
            after.put(index, now == null ? IndexCount.uncounted("it is gone") : count.after(tally(now)));
        });
        boolean partial = !held.keySet().equals(before.keySet()) || fails();
        counts.put(name, new Counts(name, List.copyOf(held.keySet()), after));
        taken.put(name, held);
        snapshots.put(name, ended(snapshot, !partial, partial ? "Partial" : "Completed"));
        news.run();
    }

    private static Tally tally(SimSource.Index index) {
        return new Tally(index.uuid, index.documents.size(), index.operations);
    }

    // ---- restores

    private void copy(Restore restore) {
        if (!isThere(restore)) {
            return;
        }
        String name = restore.getMetadata().getName();
        Map<String, Map<String, SimSource.Written>> held = taken.get(name);
        if (held == null || !snapshots.containsKey(name)) {
            restores.put(name, ended(restore, false, "SnapshotMissing"));
        } else {
            List<String> restored = new ArrayList<>(held.keySet());
            restored.forEach(index -> target.indices.put(index, new TreeMap<>(held.get(index))));
            restores.put(name, compared(restore, Optional.ofNullable(counts.get(name))));
        }
        news.run();
    }

    private Restore compared(Restore restore, Optional<Counts> expected) {
        if (expected.isEmpty() || expected.get().indices().values().stream().anyMatch(i -> !i.isCounted())) {
            return ended(restore, false, "NotCounted");
        }
        if (fails()) {
            boolean compared = source.trouble.chance.nextBoolean();
            return compared ? ended(restore, false, "CountMismatch") : ended(restore, true, "NotVerified");
        }
        return ended(restore, true, "Verified");
    }

    private boolean fails() {
        return failing && source.trouble.chance.nextInt(8) == 0;
    }

    // ---- what they say

    private SnapshotRepository ready(SnapshotRepository repository) {
        news.run();
        repository.setStatus(Serialization.unmarshal(
                "conditions: [{type: Ready, status: 'True', reason: Verified, message: well}]",
                SnapshotRepositoryStatus.class));
        return repository;
    }

    private static Snapshot ended(Snapshot snapshot, boolean good, String reason) {
        Snapshot ended = new Snapshot();
        ended.setMetadata(snapshot.getMetadata());
        ended.setSpec(snapshot.getSpec());
        ended.setStatus(Serialization.unmarshal(end(good, reason), SnapshotStatus.class));
        return ended;
    }

    private static Restore ended(Restore restore, boolean good, String reason) {
        Restore ended = new Restore();
        ended.setMetadata(restore.getMetadata());
        ended.setSpec(restore.getSpec());
        ended.setStatus(Serialization.unmarshal(end(good, reason), RestoreStatus.class));
        return ended;
    }

    private static String end(boolean good, String reason) {
        return """
                finishedAt: "2026-05-01T12:00:00Z"
                conditions: [{type: Succeeded, status: "%s", reason: %s, message: so it ended}]
                """.formatted(good ? "True" : "False", reason);
    }
}
