package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Preflight;
import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.elasticsearch.ServerIdentity;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.names.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a restore can be done, found out before anything is changed: everything that stands in the way, not only the
 * first of it. Pure.
 */
final class PreflightCheck {
    private static final int FIRST = 20;
    private static final long GIB = 1L << 30;

    private final RestoreSpec spec;
    private final Facts facts;
    private final Optional<Counts> counts;
    private final List<Obstacle> obstacles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private PreflightCheck(RestoreSpec spec, Facts facts, Optional<Counts> counts) {
        this.spec = spec;
        this.facts = facts;
        this.counts = counts;
    }

    /**
     * What was found.
     *
     * @param told      for the status
     * @param obstacles what stands in the way; none: it can begin
     * @param record    what it would do
     */
    record Result(Preflight told, List<Obstacle> obstacles, RestoreRecord record) {
        Result {
            obstacles = List.copyOf(obstacles);
        }
    }

    /** @param counts what is known of the content of the snapshot; empty when nothing is */
    static Result of(RestoreSpec spec, Facts facts, Optional<Counts> counts) {
        return new PreflightCheck(spec, facts, counts).result();
    }

    private Result result() {
        if (facts.snapshot().isEmpty()) {
            add(Obstacle.Reason.SnapshotMissing, "the repository has no such snapshot: correct spec.snapshot");
            return told(new RestoreRecord(List.of(), Map.of(), List.of(), null));
        }
        SnapshotInfo snapshot = facts.snapshot().get();
        if (snapshot.state() != SnapshotInfo.State.SUCCESS) {
            add(
                    Obstacle.Reason.SnapshotNotGood,
                    "the snapshot is " + snapshot.state() + ", and only whole ones are restored: take another one");
        }
        checkVersion(snapshot);
        List<String> names = chosen(snapshot);
        Map<String, String> targets = targets(snapshot, names);
        List<String> closing = new Conflicts(spec.conflict(), facts, counts, obstacles).check(targets, streams(names));
        checkRoom(snapshot, targets.size());
        return told(new RestoreRecord(names, targets, closing, null));
    }

    /** Indices and data streams, by their names in the snapshot. */
    private List<String> chosen(SnapshotInfo snapshot) {
        List<String> wanted = spec.indices().isEmpty() ? List.of("*", ".*") : spec.indices();
        Expressions expressions = new Expressions(wanted);
        List<String> streams = snapshot.dataStreams().stream()
                .filter(s -> expressions.mean(s, s.startsWith(".")))
                .toList();
        List<String> names = new ArrayList<>(streams);
        snapshot.indices().stream()
                .filter(i -> snapshot.dataStreams().stream().noneMatch(s -> isOf(s, i)))
                .filter(i -> expressions.mean(i, i.startsWith(".")))
                .filter(i -> !spec.indices().isEmpty() || !isOfFeature(i, snapshot))
                .forEach(names::add);
        names.sort(null);
        List<String> missing = expressions
                .plainNames()
                .filter(n -> !snapshot.indices().contains(n)
                        && !snapshot.dataStreams().contains(n))
                .toList();
        if (!missing.isEmpty()) {
            add(
                    Obstacle.Reason.IndexMissing,
                    "spec.indices: the snapshot has no " + String.join(", ", missing) + ": correct the list");
        }
        if (names.isEmpty()) {
            add(Obstacle.Reason.NothingToRestore, "spec.indices stands for nothing that the snapshot has");
        }
        return List.copyOf(names);
    }

    /** System indices come with their feature, or not at all. */
    private static boolean isOfFeature(String index, SnapshotInfo snapshot) {
        return !snapshot.featureStates().isEmpty() && index.startsWith(".");
    }

    private Map<String, String> targets(SnapshotInfo snapshot, List<String> names) {
        Renamed renamed = new Renamed(Optional.ofNullable(spec.rename()), snapshot.dataStreams());
        Map<String, String> targets = new TreeMap<>();
        Map<String, String> sources = new TreeMap<>();
        for (String index : snapshot.indices()) {
            boolean in = names.contains(index)
                    || snapshot.dataStreams().stream().anyMatch(s -> names.contains(s) && isOf(s, index));
            if (in) {
                String target = renamed.of(index);
                String twin = sources.put(target, index);
                if (twin != null) {
                    add(
                            Obstacle.Reason.InvalidRename,
                            "spec.rename makes " + target + " of both " + twin + " and " + index);
                }
                targets.put(index, target);
            }
        }
        targets.values().stream()
                .filter(t -> t.isEmpty() || !t.equals(t.toLowerCase(Locale.ROOT)) || t.matches("^[-_+].*"))
                .findFirst()
                .ifPresent(t -> add(
                        Obstacle.Reason.InvalidRename,
                        "spec.rename makes \"" + t + "\", which no index can be called"));
        return targets;
    }

    private List<String> streams(List<String> names) {
        List<String> all = facts.snapshot().map(SnapshotInfo::dataStreams).orElse(List.of());
        Renamed renamed = new Renamed(Optional.ofNullable(spec.rename()), all);
        return names.stream().filter(all::contains).map(renamed::of).toList();
    }

    private static boolean isOf(String stream, String index) {
        return index.startsWith(".ds-" + stream + "-");
    }

    private void checkVersion(SnapshotInfo snapshot) {
        Optional<Integer> taken = snapshot.version().flatMap(PreflightCheck::major);
        Optional<Integer> here = major(facts.server().version());
        boolean told = taken.isPresent() && here.isPresent();
        if (!told || facts.server().distribution() != ServerIdentity.Distribution.ELASTICSEARCH) {
            return;
        }
        if (taken.get() > here.get() || taken.get() < here.get() - 1) {
            add(
                    Obstacle.Reason.VersionIncompatible,
                    "the snapshot was taken by " + snapshot.version().get() + " and the cluster runs "
                            + facts.server().version()
                            + ": a cluster restores what its own major version or the one before has taken");
        }
    }

    private static Optional<Integer> major(String version) {
        String major = version.split("\\.", 2)[0];
        return major.matches("[0-9]{1,4}") ? Optional.of(Integer.valueOf(major)) : Optional.empty();
    }

    private void checkRoom(SnapshotInfo snapshot, int indices) {
        boolean all = indices == snapshot.indices().size();
        Optional<Long> bytes = facts.bytes().filter(b -> all);
        if (bytes.isEmpty()) {
            notes.add("how large it is cannot be told beforehand");
        } else if (bytes.get() > facts.room().bytesBelowLow()) {
            add(
                    Obstacle.Reason.DiskTooSmall,
                    "the snapshot has " + size(bytes.get()) + ", and the data nodes take "
                            + size(facts.room().bytesBelowLow())
                            + " before they are at the low disk watermark: grow the volumes, add nodes, or restore less");
        }
        int shards = shards(snapshot, all);
        if (shards > facts.room().shardsLeft()) {
            add(
                    Obstacle.Reason.TooManyShards,
                    "it has " + shards + " shards, and the cluster takes "
                            + facts.room().shardsLeft()
                            + " more (cluster.max_shards_per_node): add nodes, or restore less");
        }
        if (facts.room().allocation().equals("none")) {
            add(
                    Obstacle.Reason.AllocationDisabled,
                    "no shard is given to a node while cluster.routing.allocation.enable is none: set it to all");
        }
    }

    private int shards(SnapshotInfo snapshot, boolean all) {
        return all
                ? snapshot.shards().total()
                : counts.stream()
                        .flatMap(c -> c.indices().values().stream())
                        .map(IndexCount::shards)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    private static String size(long bytes) {
        return bytes >= GIB ? String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB) : (bytes >> 20) + " MiB";
    }

    private void add(Obstacle.Reason reason, String message) {
        obstacles.add(new Obstacle(reason, message));
    }

    private Result told(RestoreRecord record) {
        Optional<SnapshotInfo> snapshot = facts.snapshot();
        Preflight told = new Preflight(
                record.targets().size(),
                record.targetNames().stream().limit(FIRST).toList(),
                snapshot.map(s ->
                                shards(s, record.targets().size() == s.indices().size()))
                        .orElse(null),
                facts.bytes().orElse(null),
                facts.room().bytesBelowLow(),
                snapshot.flatMap(SnapshotInfo::version).orElse(null),
                facts.server().version(),
                obstacles.stream().map(Obstacle::message).toList(),
                notes);
        return new Result(told, obstacles, record);
    }
}
