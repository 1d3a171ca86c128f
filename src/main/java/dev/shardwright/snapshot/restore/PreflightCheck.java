package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Preflight;
import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Room;
import dev.shardwright.elasticsearch.ServerIdentity;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.counts.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a restore can be done, found out before anything is changed: everything that stands in the way, not only the
 * first of it. Pure.
 */
final class PreflightCheck {
    private static final int FIRST = 20;

    private final RestoreSpec spec;
    private final Place place;
    private final Facts facts;
    private final Optional<Counts> counts;
    private final List<Obstacle> obstacles = new ArrayList<>();

    private PreflightCheck(RestoreSpec spec, Place place, Facts facts, Optional<Counts> counts) {
        this.spec = spec;
        this.place = place;
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
    static Result of(RestoreSpec spec, Place place, Facts facts, Optional<Counts> counts) {
        PreflightCheck check = new PreflightCheck(spec, place, facts, counts);
        return facts.snapshot().map(check::look).orElseGet(check::missing);
    }

    private Result missing() {
        add(Obstacle.Reason.SnapshotMissing, "the repository has no such snapshot: correct spec.snapshot");
        return result(new Chosen(List.of(), Map.of(), List.of()), List.of(), Optional.empty(), List.of());
    }

    private Result look(SnapshotInfo snapshot) {
        if (snapshot.state() != SnapshotInfo.State.SUCCESS) {
            add(
                    Obstacle.Reason.SnapshotNotGood,
                    "the snapshot is " + snapshot.state() + ", and only whole ones are restored: take another one");
        }
        checkVersion(snapshot);
        Chosen chosen = Chosen.of(spec, snapshot, obstacles);
        List<IndexDetails> inTheWay =
                new Conflicts(spec.conflict(), facts, counts, obstacles).check(chosen.targets(), chosen.streams());
        Weight weight = Weight.of(chosen, snapshot, facts, counts);
        weight.check(facts.room(), obstacles);
        new Expectations(spec, counts).check(obstacles);
        List<String> notes = new ArrayList<>(weight.notes());
        if (facts.room().isEmpty()) {
            notes.add("whether it fits cannot be told: the cluster does not say how full its disks are");
        }
        notes.addAll(new Notes(spec, snapshot, chosen, counts).all());
        return result(chosen, inTheWay, Optional.of(weight), notes);
    }

    private void checkVersion(SnapshotInfo snapshot) {
        Optional<Version> taken = snapshot.version().flatMap(Version::of);
        Optional<Version> here = Version.of(facts.server().version());
        boolean told = taken.isPresent() && here.isPresent();
        if (!told || facts.server().distribution() != ServerIdentity.Distribution.ELASTICSEARCH) {
            return;
        }
        if (taken.get().isAfter(here.get()) || taken.get().major() < here.get().major() - 1) {
            add(
                    Obstacle.Reason.VersionIncompatible,
                    "the snapshot was taken by " + snapshot.version().get() + " and the cluster runs "
                            + facts.server().version()
                            + ": a cluster restores what its own major version or the one before has taken, up to its own"
                            + " version");
        }
    }

    private record Version(int major, int minor) {
        static Optional<Version> of(String text) {
            String[] parts = text.split("\\.", 3);
            boolean known = parts.length > 1 && parts[0].matches("[0-9]{1,4}") && parts[1].matches("[0-9]{1,4}");
            return known
                    ? Optional.of(new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
                    : Optional.empty();
        }

        boolean isAfter(Version other) {
            return major > other.major || (major == other.major && minor > other.minor);
        }
    }

    private void add(Obstacle.Reason reason, String message) {
        obstacles.add(new Obstacle(reason, message));
    }

    private Result result(Chosen chosen, List<IndexDetails> inTheWay, Optional<Weight> weight, List<String> notes) {
        Map<String, Identity> known = new TreeMap<>();
        inTheWay.forEach(i -> known.put(i.name(), Identity.of(i)));
        RestoreRecord record = new RestoreRecord(
                place,
                chosen.names(),
                chosen.targets(),
                known,
                inTheWay.stream()
                        .filter(IndexDetails::open)
                        .map(IndexDetails::name)
                        .sorted()
                        .toList(),
                null);
        Preflight told = new Preflight(
                record.targets().size(),
                record.targetNames().stream().limit(FIRST).toList(),
                weight.flatMap(Weight::shards).orElse(null),
                weight.flatMap(Weight::bytes).orElse(null),
                facts.room().map(Room::bytesBelowLow).orElse(null),
                facts.snapshot().flatMap(SnapshotInfo::version).orElse(null),
                facts.server().version(),
                obstacles.stream().map(Obstacle::message).toList(),
                notes);
        return new Result(told, obstacles, record);
    }
}
