package dev.shardwright.snapshot.schedule;

import static dev.shardwright.snapshot.schedule.Scene.NIGHTLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotDeletion;
import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleStatusTest {
    private static final String NOW = "2026-11-22T12:00:00Z";

    private static Scene scene(String runs) {
        Scene scene = new Scene(NIGHTLY);
        scene.schedule.getMetadata().setCreationTimestamp("2026-11-19T03:00:00Z");
        int day = 20;
        for (String run : List.of(runs.split(" ", -1))) {
            String due = "2026-11-%dT02:00:00Z".formatted(day++);
            switch (run) {
                case "good" -> scene.good(due);
                case "failed" -> scene.failed(due);
                case "partial" -> scene.partial(due);
                case "begun" -> scene.begun(due);
                default -> assertThat(run).isEqualTo("-");
            }
        }
        return scene;
    }

    @ParameterizedTest(name = "{0}, repository {1}: Protected {2} {3}")
    @CsvSource({
        "good good good,True,True,LastRunSucceeded",
        "good good failed,True,False,LastRunFailed",
        "good good partial,True,False,LastRunFailed",
        "failed failed good,True,True,LastRunSucceeded",
        "good good begun,True,True,RunUnderWay",
        "good failed begun,True,False,RunUnderWay",
        "- - begun,True,False,RunUnderWay",
        "good good begun,False,False,RepositoryNotReady",
        "good good begun,Unknown,False,RepositoryNotReady",
        "good good good,False,True,LastRunSucceeded",
        "- - -,True,False,RunMissed"
    })
    void isProtectedByTheLastRun(String runs, String repository, String status, String reason) {
        Scene scene = scene(runs);
        scene.repository("clusterRef: {name: es}\nfs: {location: /b}", repository);
        scene.settled(NOW);
        assertThat(scene.condition("Protected").getStatus()).isEqualTo(status);
        assertThat(scene.condition("Protected").getReason()).isEqualTo(reason);
    }

    @Test
    void newScheduleProtectsNobodyYet() {
        Scene scene = new Scene(NIGHTLY);
        scene.settled(Scene.MADE.toString());
        assertThat(scene.condition("Protected").getStatus()).isEqualTo("False");
        assertThat(scene.condition("Protected").getReason()).isEqualTo("NoRunYet");
        assertThat(scene.condition("Ready").getReason()).isEqualTo("Scheduled");
        assertThat(scene.written().nextRun()).isEqualTo("2026-11-02T02:00:00Z");
    }

    @Test
    void withTheLastGoodSnapshotItsProtectionGoes() {
        Scene scene = scene("failed failed good");
        scene.settled(NOW);
        scene.snapshots.removeLast();
        scene.settled(NOW);
        assertThat(scene.condition("Protected").getStatus()).isEqualTo("False");
        assertThat(scene.written().lastSuccess()).isNull();
        assertThat(scene.written().kept()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"True,True,Scheduled", "False,False,RepositoryNotReady", "Unknown,False,RepositoryNotReady"})
    void isReadyWithItsRepository(String repository, String status, String reason) {
        Scene scene = scene("good good good");
        scene.repository("clusterRef: {name: es}\nfs: {location: /b}", repository);
        scene.settled(NOW);
        assertThat(scene.condition("Ready").getStatus()).isEqualTo(status);
        assertThat(scene.condition("Ready").getReason()).isEqualTo(reason);
        if (!"True".equals(repository)) {
            assertThat(scene.condition("Ready").getMessage()).contains("backups", "AccessDenied");
        }
    }

    @Test
    void repositoryThatGoesOrOnlyReadsIsNotReady() {
        Scene scene = scene("good good good");
        Scene.deleting(scene.repositories.getFirst());
        scene.settled(NOW);
        assertThat(scene.condition("Ready").getMessage()).contains("is being deleted");
        scene.repository("clusterRef: {name: es}\nfs: {location: /b}\nreadOnly: true", "True");
        scene.settled(NOW);
        assertThat(scene.condition("Ready").getReason()).isEqualTo("RepositoryReadOnly");
    }

    @Test
    void tellsTheNewestOfEachKind() {
        Scene scene = scene("failed good begun");
        scene.settled(NOW);
        SnapshotScheduleStatus status = scene.written();
        assertThat(status.lastSuccess().name()).isEqualTo("nightly-20261121-020000");
        assertThat(status.lastSuccess().at()).isEqualTo("2026-11-21T03:00:00Z");
        assertThat(status.lastFailure().name()).isEqualTo("nightly-20261120-020000");
        assertThat(status.lastFailure().message()).isEqualTo("says Failed");
        assertThat(status.lastScheduled()).isEqualTo("2026-11-22T02:00:00Z");
        assertThat(status.nextRun()).isEqualTo("2026-11-23T02:00:00Z");
        assertThat(status.kept()).isEqualTo(1);
        scene.snapshots.removeFirst();
        scene.settled(NOW);
        assertThat(scene.written().lastFailure())
                .as("is known although it is gone")
                .isEqualTo(status.lastFailure());
    }

    @Test
    void sameInputGivesTheSameStatusAndConditionsKeepTheirTurn() {
        Scene scene = scene("good good good");
        scene.settled(NOW);
        SnapshotScheduleStatus before = scene.written();
        assertThat(scene.plan("2026-11-22T18:00:00Z").status()).isEqualTo(before);
        scene.failed("2026-11-23T02:00:00Z");
        scene.settled("2026-11-23T04:00:00Z");
        Condition turned = scene.condition("Protected");
        assertThat(turned.getLastTransitionTime()).isEqualTo("2026-11-23T04:00:00Z");
        assertThat(scene.condition("Ready").getLastTransitionTime()).isEqualTo(NOW);
        scene.failed("2026-11-24T02:00:00Z");
        scene.settled("2026-11-24T04:00:00Z");
        assertThat(scene.condition("Protected").getLastTransitionTime()).isEqualTo(turned.getLastTransitionTime());
    }

    @ParameterizedTest(name = "template says {0}: {1}")
    @CsvSource({"'',Delete", "'deletionPolicy: Retain',Retain", "'deletionPolicy: Delete',Delete"})
    void snapshotsGoWithTheirDataUnlessTheTemplateSaysOtherwise(String policy, SnapshotDeletion expected) {
        Scene scene = new Scene("""
                schedule: 0 2 * * *
                template:
                  labels: {team: search, shardwright.dev/schedule: other}
                  annotations: {note: x, shardwright.dev/scheduled-at: never}
                  spec:
                    repositoryRef: {name: backups}
                    indices: [orders]
                """ + (policy.isEmpty() ? "" : "    " + policy));
        Snapshot snapshot = ScheduledSnapshot.of(scene.schedule, Scene.at("2026-11-22T02:00:00Z"));
        assertThat(snapshot.getSpec().deletionPolicy()).isEqualTo(expected);
        assertThat(snapshot.getSpec().indices()).isEqualTo(List.of("orders"));
        assertThat(snapshot.getMetadata().getOwnerReferences())
                .as("deleting the schedule must not delete its snapshots")
                .isEmpty();
        assertThat(snapshot.getMetadata().getLabels())
                .containsEntry("team", "search")
                .containsEntry(Labels.SCHEDULE, "nightly");
        assertThat(snapshot.getMetadata().getAnnotations())
                .containsEntry("note", "x")
                .containsEntry(Labels.SCHEDULED_AT, "2026-11-22T02:00:00Z");
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource({
        "'','scratchIndices: {}','*,-drill-*'",
        "'orders,logs-x','scratchIndices: {prefix: test-}','orders,logs-x,-test-*'",
        "'','throwAwayCluster: {replicas: 1, storage: {size: 1Gi}}',''",
        "'','',''"
    })
    void indicesOfADrillAreInNoSnapshot(String indices, String drill, String expected) {
        Scene scene = new Scene(
                """
                schedule: 0 2 * * *
                template: {spec: {repositoryRef: {name: backups}, indices: [%s]}}
                """.formatted(indices) + (drill.isEmpty() ? "" : "drill: {schedule: 0 5 * * *, %s}".formatted(drill)));
        Snapshot snapshot = ScheduledSnapshot.of(scene.schedule, Scene.at("2026-11-22T02:00:00Z"));
        assertThat(String.join(",", snapshot.getSpec().indices())).isEqualTo(expected);
    }
}
