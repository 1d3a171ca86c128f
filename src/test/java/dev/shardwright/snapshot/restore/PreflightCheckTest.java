package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.elasticsearch.AliasInfo;
import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Room;
import dev.shardwright.elasticsearch.ServerIdentity;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.counts.Counts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreflightCheckTest {
    private static final SnapshotInfo SNAPSHOT = Snapshots.of(List.of("a", "b"));
    private static final IndexDetails IN_THE_WAY = Scenes.index("a", Scenes.A, true, 1);
    private static final Facts FINE = Scenes.facts(SNAPSHOT, List.of());

    private static PreflightCheck.Result check(Facts facts, String... spec) {
        return check(Views.restore(spec), facts, Optional.of(Scenes.counts()));
    }

    private static PreflightCheck.Result check(Restore restore, Facts facts, Optional<Counts> counts) {
        return PreflightCheck.of(restore.getSpec(), Scenes.PLACE, facts, counts);
    }

    private static Facts on(Facts facts, Room room) {
        return new Facts(
                facts.snapshot(),
                facts.bytes(),
                facts.server(),
                facts.indices(),
                facts.streams(),
                facts.aliases(),
                Optional.ofNullable(room));
    }

    private static Facts with(Facts facts, List<DataStreamInfo> streams, List<AliasInfo> aliases) {
        return new Facts(
                facts.snapshot(), facts.bytes(), facts.server(), facts.indices(), streams, aliases, facts.room());
    }

    private static Facts by(Facts facts, String version, ServerIdentity.Distribution distribution) {
        return new Facts(
                facts.snapshot(),
                facts.bytes(),
                new ServerIdentity("es", Optional.of("u"), version, distribution),
                facts.indices(),
                facts.streams(),
                facts.aliases(),
                facts.room());
    }

    private static Facts taken(SnapshotInfo.State state, String version) {
        return Scenes.facts(Snapshots.with(state, List.of("a", "b"), List.of(), List.of(), version), List.of());
    }

    @Test
    void whatIsFineIsToldAndRecorded() {
        PreflightCheck.Result result = check(FINE);
        assertThat(result.obstacles()).isEmpty();
        assertThat(result.told().indices()).isEqualTo(2);
        assertThat(result.told().first()).containsExactly("a", "b");
        assertThat(result.told().shards()).isEqualTo(4);
        assertThat(result.told().bytes()).isEqualTo(1L << 20);
        assertThat(result.told().freeBytes()).isEqualTo(1L << 30);
        assertThat(result.record()).isEqualTo(Scenes.preparing(Map.of()));
    }

    static Stream<Arguments> obstacles() {
        ServerIdentity.Distribution es = ServerIdentity.Distribution.ELASTICSEARCH;
        return Stream.of(
                row("SnapshotMissing", "the repository has no such snapshot", Scenes.facts(null, List.of())),
                row("SnapshotNotGood", "the snapshot is PARTIAL", taken(SnapshotInfo.State.PARTIAL, "8.19.21")),
                row("SnapshotNotGood", "the snapshot is FAILED", taken(SnapshotInfo.State.FAILED, "8.19.21")),
                row("SnapshotNotGood", "the snapshot is IN_PROGRESS", taken(SnapshotInfo.State.IN_PROGRESS, "8.19.21")),
                row(
                        "VersionIncompatible",
                        "the snapshot was taken by 9.1.0",
                        taken(SnapshotInfo.State.SUCCESS, "9.1.0")),
                row(
                        "VersionIncompatible",
                        "the snapshot was taken by 6.8.1",
                        taken(SnapshotInfo.State.SUCCESS, "6.8.1")),
                row("VersionIncompatible", "the snapshot was taken by 8.19.21", by(FINE, "8.18.3", es)),
                row("IndexMissing", "spec.indices: the snapshot has no c", FINE, "indices: [a, c]"),
                row("NothingToRestore", "spec.indices stands for nothing", FINE, "indices: ['x*']"),
                row(
                        "InvalidRename",
                        "spec.rename makes x of both a and b",
                        FINE,
                        "rename: {pattern: .+, replacement: x}"),
                row("IndexConflict", "there is already an index a:", Scenes.facts(SNAPSHOT, List.of(IN_THE_WAY))),
                row(
                        "IndexConflict",
                        "there is already an index a:",
                        Scenes.facts(SNAPSHOT, List.of(Scenes.index("a", Scenes.A, false, 1)))),
                row(
                        "IndexConflict",
                        "index a has 7 shards, and its copy in the snapshot 1",
                        Scenes.facts(SNAPSHOT, List.of(Scenes.index("a", Scenes.A, true, 7))),
                        "conflict: Overwrite"),
                row(
                        "IndexConflict",
                        "index a belongs to a data stream",
                        with(
                                Scenes.facts(SNAPSHOT, List.of(IN_THE_WAY)),
                                List.of(new DataStreamInfo("logs", List.of("a"))),
                                List.of()),
                        "conflict: Overwrite"),
                row(
                        "IndexConflict",
                        "there is already an alias b",
                        with(FINE, List.of(), List.of(new AliasInfo("b", "x", Optional.empty()))),
                        "conflict: Overwrite"),
                row(
                        "IndexConflict",
                        "there is already a data stream b",
                        with(FINE, List.of(new DataStreamInfo("b", List.of("x"))), List.of()),
                        "conflict: Overwrite"),
                row(
                        "DiskTooSmall",
                        "the snapshot has 1 MiB, and the data nodes take 0 KiB",
                        on(FINE, Scenes.room(9, 100, "all"))),
                row(
                        "TooManyShards",
                        "it has 4 shards, and the cluster takes 3 more",
                        on(FINE, Scenes.room(1L << 30, 3, "all"))),
                row(
                        "TooManyShards",
                        "it has 1 shards, and the cluster takes 0 more",
                        on(FINE, Scenes.room(1L << 30, 0, "all")),
                        "indices: [a]"),
                row("AllocationDisabled", "no shard is given to a node", on(FINE, Scenes.room(1L << 30, 100, "none"))),
                row(
                        "NothingToCompareWith",
                        "the Snapshot remembers no documents",
                        FINE,
                        "verification: CountsAndSamples",
                        "compareWith: {clusterRef: {name: x}}"));
    }

    private static Arguments row(String reason, String message, Facts facts, String... spec) {
        return Arguments.of(reason, message, facts, spec);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("obstacles")
    void eachObstacleIsFound(String reason, String message, Facts facts, String... spec) {
        Optional<Counts> counts =
                reason.equals("NothingToCompareWith") ? Optional.empty() : Optional.of(Scenes.counts());
        assertThat(check(Views.restore(spec), facts, counts).obstacles())
                .singleElement()
                .satisfies(o -> {
                    assertThat(o.reason()).isEqualTo(Obstacle.Reason.valueOf(reason));
                    assertThat(o.message()).startsWith(message);
                });
    }

    @Test
    void allOfThemAreToldAtOnce() {
        Facts facts = on(
                Scenes.facts(
                        Snapshots.with(SnapshotInfo.State.PARTIAL, List.of("a", "b"), List.of(), List.of(), "9.0.0"),
                        List.of(IN_THE_WAY)),
                Scenes.room(9, 3, "none"));
        PreflightCheck.Result result = check(Views.restore(), facts, Optional.empty());
        assertThat(result.obstacles())
                .extracting(Obstacle::reason)
                .containsExactly(
                        Obstacle.Reason.SnapshotNotGood,
                        Obstacle.Reason.VersionIncompatible,
                        Obstacle.Reason.IndexConflict,
                        Obstacle.Reason.DiskTooSmall,
                        Obstacle.Reason.TooManyShards,
                        Obstacle.Reason.AllocationDisabled,
                        Obstacle.Reason.NothingToCompareWith);
        assertThat(result.told().obstacles()).hasSize(7);
    }

    @Test
    void whatMayBeOverwrittenIsRecordedWithItsIdentity() {
        Facts facts = Scenes.facts(
                SNAPSHOT,
                List.of(IN_THE_WAY, Scenes.index("b", Scenes.B, false, 1), Scenes.index("c", Scenes.B, true, 1)));
        RestoreRecord record = check(facts, "conflict: Overwrite").record();
        assertThat(record.inTheWay()).isEqualTo(Map.of("a", Scenes.A, "b", Scenes.B));
        assertThat(record.closing()).containsExactly("a");
    }

    @Test
    void ofAPartTheSizeIsNotToldAndTheShardsAreThoseOfThePart() {
        PreflightCheck.Result result = check(FINE, "indices: [a]");
        assertThat(result.told().bytes()).isNull();
        assertThat(result.told().shards()).isEqualTo(1);
        assertThat(result.told().notes()).anyMatch(n -> n.startsWith("how large it is cannot be told"));
        PreflightCheck.Result unknown =
                check(Views.restore("indices: [a]", "verification: None"), FINE, Optional.empty());
        assertThat(unknown.told().shards()).isNull();
        assertThat(unknown.obstacles()).isEmpty();
    }

    @Test
    void aClusterThatHidesItsDisksIsFilledAllTheSame() {
        PreflightCheck.Result result = check(on(FINE, null));
        assertThat(result.obstacles()).isEmpty();
        assertThat(result.told().freeBytes()).isNull();
        assertThat(result.told().notes()).anyMatch(n -> n.startsWith("whether it fits cannot be told"));
    }

    @Test
    void versionsOfOtherServersAreNotCompared() {
        assertThat(check(by(FINE, "3.1.0", ServerIdentity.Distribution.OPENSEARCH))
                        .obstacles())
                .isEmpty();
        assertThat(check(by(FINE, "strange", ServerIdentity.Distribution.ELASTICSEARCH))
                        .obstacles())
                .isEmpty();
    }

    @Test
    void whatIsWorthKnowingIsNoted() {
        assertThat(check(
                                FINE,
                                "includeGlobalState: true",
                                "featureStates: [security]",
                                "rename: {pattern: '(.+)', replacement: 'r-$1'}")
                        .told()
                        .notes())
                .anyMatch(n -> n.startsWith("replicas come afterwards"))
                .anyMatch(n -> n.startsWith("cluster settings, templates"))
                .anyMatch(n -> n.startsWith("the system indices of security are replaced"))
                .anyMatch(n -> n.startsWith("aliases keep their names"));
        assertThat(check(FINE, "indexSettings: {}").told().notes()).isEmpty();
    }

    @Test
    void indicesThatWereNotCountedAreNamed() {
        Counts counts = new Counts("s", List.of(), Map.of("a", Scenes.exactly(3)));
        assertThat(check(Views.restore(), FINE, Optional.of(counts)).told().notes())
                .anyMatch(n -> n.startsWith("the Snapshot did not count b, "));
    }
}
