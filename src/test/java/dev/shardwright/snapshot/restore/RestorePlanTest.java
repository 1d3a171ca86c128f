package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.RestoreStatus.Step;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RestorePlanTest {
    private static final Inspect INSPECT = new Inspect("r", "s");

    private static RestoreView view(
            Restore restore, Optional<Snapshot> snapshot, Optional<SnapshotRepository> repository) {
        return new RestoreView(
                restore,
                snapshot,
                repository,
                new Sites.Lookup.Found(Views.SITE),
                Optional.empty(),
                Optional.of(Scenes.counts()),
                Optional.empty(),
                Findings.NONE);
    }

    private static Snapshot running() {
        Snapshot snapshot = Views.snapshot("Unknown");
        return Serialization.unmarshal(
                Serialization.asYaml(snapshot).replaceAll("finishedAt:.*", "uuid: u"), Snapshot.class);
    }

    static Stream<Arguments> missing() {
        Optional<Snapshot> snapshot = Optional.of(Views.snapshot("True"));
        Optional<SnapshotRepository> ready = Optional.of(Views.repository("True"));
        return Stream.of(
                Arguments.of(
                        "SnapshotMissing",
                        "there is no Snapshot nightly",
                        view(Views.restore(), Optional.empty(), ready)),
                Arguments.of(
                        "SnapshotRuns",
                        "Snapshot nightly has not ended",
                        view(Views.restore(), Optional.of(running()), ready)),
                Arguments.of(
                        "RepositoryMissing",
                        "there is no SnapshotRepository r",
                        view(Views.restore(), snapshot, Optional.empty())),
                Arguments.of(
                        "RepositoryNotReady",
                        "SnapshotRepository r is not ready: Some: some",
                        view(Views.restore(), snapshot, Optional.of(Views.repository("Unknown")))),
                Arguments.of(
                        "InvalidSpec",
                        "SnapshotRepository r is registered on es and not on spec.clusterRef other",
                        view(Views.restore("clusterRef: {name: other}"), snapshot, ready)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missing")
    void whatIsMissingIsWaitedFor(String reason, String message, RestoreView view) {
        Decision<RestoreStatus> decision = RestorePlan.of(view, Scenes.NOON);
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.again()).contains(RestorePlan.PAUSE);
        assertThat(decision.status().step()).isEqualTo(Step.Waiting);
        assertThat(decision.status().waitingFor()).startsWith(message);
        assertThat(decision.status().conditions().getFirst().getReason()).isEqualTo(reason);
    }

    @Test
    void aSnapshotThatFailedIsNotRestored() {
        RestoreView view =
                view(Views.restore(), Optional.of(Views.snapshot("False")), Optional.of(Views.repository("True")));
        RestoreStatus status = RestorePlan.of(view, Scenes.NOON).status();
        assertThat(status.finishedAt()).isNotNull();
        assertThat(status.conditions().getFirst().getReason()).isEqualTo("SnapshotNotGood");
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aFinishedOneNeverActsAgain(Step step) {
        RestoreStatus finished =
                RestoreStatus.none().at(step).started(Scenes.NOON.toString()).finished(Scenes.NOON.toString());
        Decision<RestoreStatus> decision =
                RestorePlan.of(Scenes.view(Views.restore(), finished, Scenes.made(), Findings.NONE), Scenes.NOON);
        assertThat(decision).isEqualTo(Decision.tell(finished));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void withoutItsRecordNothingIsDone(Step step) {
        RestoreStatus begun = RestoreStatus.none().at(step).started(Scenes.NOON.toString());
        RestoreView view = Views.of(
                Views.with(Views.restore(), begun), Optional.of(Scenes.counts()), Optional.empty(), Findings.NONE);
        Decision<RestoreStatus> decision = RestorePlan.of(view, Scenes.NOON);
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.status().waitingFor()).startsWith("ConfigMap back-restore");
        assertThat(decision.status().conditions().getFirst().getStatus()).isEqualTo("Unknown");
    }

    @Test
    void onceBegunItNeedsNeitherTheSnapshotNorTheRepository() {
        RestoreView there = Scenes.view(Views.restore(), Step.Restoring, Scenes.made(), Findings.NONE);
        RestoreView gone = new RestoreView(
                there.resource(),
                Optional.empty(),
                Optional.empty(),
                there.site(),
                Optional.empty(),
                Optional.empty(),
                there.record(),
                Findings.NONE);
        assertThat(RestorePlan.of(gone, Scenes.NOON)).isEqualTo(RestorePlan.of(there, Scenes.NOON));
    }

    // ---- the check before it begins

    private static Decision<RestoreStatus> checked(Facts facts, String... spec) {
        return RestorePlan.of(
                Views.of(
                        Views.restore(spec),
                        Optional.of(Scenes.counts()),
                        Optional.empty(),
                        Scenes.heard(INSPECT, Scenes.granted(facts), Scenes.NOON)),
                Scenes.NOON);
    }

    private static Facts fine() {
        return Scenes.facts(Snapshots.of(List.of("a", "b")), List.of());
    }

    @Test
    void itSetsOutInWritingAndChangesNothingYet() {
        Decision<RestoreStatus> decision = checked(fine());
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.object()).contains(RecordFile.of(Views.restore(), Scenes.preparing(Map.of())));
        assertThat(decision.status().step()).isEqualTo(Step.Preparing);
        assertThat(decision.status().startedAt()).isEqualTo("2026-05-01T12:00:00Z");
        assertThat(decision.status().settingsConfigMap()).isEqualTo("back-restore");
        assertThat(decision.again()).contains(Duration.ofMillis(1));
    }

    @Test
    void aDryRunEndsWithWhatItFound() {
        Decision<RestoreStatus> decision = checked(fine(), "dryRun: true");
        assertThat(decision.object()).isEmpty();
        assertThat(decision.status().startedAt()).isNull();
        assertThat(decision.status().finishedAt()).isNotNull();
        assertThat(decision.status().preflight().indices()).isEqualTo(2);
        Condition succeeded = decision.status().conditions().getFirst();
        assertThat(succeeded.getStatus()).isEqualTo("True");
        assertThat(succeeded.getReason()).isEqualTo("DryRun");
    }

    @Test
    void aDryRunWithAnObstacleDidNotSucceed() {
        RestoreStatus status = checked(fine(), "dryRun: true", "indices: [c]").status();
        assertThat(status.conditions().getFirst().getStatus()).isEqualTo("False");
        assertThat(status.conditions().getFirst().getReason()).isEqualTo("IndexMissing");
        assertThat(status.conditions().getFirst().getMessage()).contains("; spec.indices stands for nothing");
        assertThat(status.preflight().obstacles()).hasSize(2);
    }

    @Test
    void flawsOfTheSpecNeedNoCluster() {
        for (String line : new String[] {"rename: {pattern: '(', replacement: a}", "indexSettings: {codec: x}"}) {
            RestoreView view =
                    Views.of(Views.restore(line), Optional.of(Scenes.counts()), Optional.empty(), Findings.NONE);
            RestoreStatus status = RestorePlan.of(view, Scenes.NOON).status();
            assertThat(status.conditions().getFirst().getReason()).isEqualTo("InvalidSpec");
            assertThat(status.finishedAt()).isNotNull();
        }
    }

    @Test
    void oldFactsAreAskedForAgain() {
        RestoreView view = Views.of(
                Views.restore(),
                Optional.of(Scenes.counts()),
                Optional.empty(),
                Scenes.heard(INSPECT, Scenes.granted(fine()), Scenes.NOON));
        Decision<RestoreStatus> decision = RestorePlan.of(view, Scenes.NOON.plusSeconds(301));
        assertThat(decision.errand()).isEqualTo(Optional.of(INSPECT));
        assertThat(decision.object()).isEmpty();
    }
}
