package dev.shardwright.snapshot.schedule;

import static dev.shardwright.snapshot.schedule.Scene.NIGHTLY;
import static dev.shardwright.snapshot.schedule.Scene.deleting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.snapshot.schedule.Change.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRuleTest {
    private static final String LAST = "2026-11-21T02:00:00Z";
    private static final String DUE = "2026-11-22T02:00:00Z";
    private static final String NAME = "nightly-20261122-020000";
    private static final String NOW = "2026-11-22T02:00:05Z";

    /** The run of the night before went well, and is in the books. */
    private static Scene ready(String spec) {
        Scene scene = new Scene(spec);
        scene.good(LAST);
        assertThat(scene.settled("2026-11-21T12:00:00Z").change()).isEmpty();
        assertThat(scene.written().lastScheduled()).isEqualTo(LAST);
        return scene;
    }

    private static String created(SchedulePlan plan) {
        return plan.change()
                .map(c -> ((Create) c).object().getMetadata().getName())
                .orElse("none");
    }

    @Test
    void runBeginsWhenItIsDueAndNotBefore() {
        Scene scene = ready(NIGHTLY);
        SchedulePlan before = scene.settled("2026-11-22T01:59:59Z");
        assertThat(before.change()).isEmpty();
        assertThat(before.again()).contains(Scene.at(DUE));
        assertThat(created(scene.settled(DUE))).isEqualTo(NAME);
    }

    @Test
    void runCountsAsDealtWithWhenItsSnapshotIsSeen() {
        Scene scene = ready(NIGHTLY);
        assertThat(created(scene.settled(NOW))).isEqualTo(NAME);
        assertThat(scene.written().lastScheduled()).as("not made yet").isEqualTo(LAST);
        assertThat(created(scene.settled(NOW))).as("killed before it was made").isEqualTo(NAME);
        scene.begun(DUE);
        SchedulePlan killedBeforeTheStatus = scene.plan(NOW);
        assertThat(killedBeforeTheStatus.change()).isEmpty();
        assertThat(killedBeforeTheStatus.status().lastScheduled()).isEqualTo(DUE);
    }

    @Test
    void snapshotThatAPersonDeletedIsNotMadeAgain() {
        Scene scene = ready(NIGHTLY);
        Snapshot snapshot = scene.begun(DUE);
        scene.settled(NOW);
        scene.snapshots.remove(snapshot);
        assertThat(scene.settled("2026-11-22T02:00:10Z").change()).isEmpty();
        assertThat(scene.settled("2026-11-23T01:00:00Z").change()).isEmpty();
    }

    @Test
    void lostStatusBringsNoSecondRun() {
        Scene scene = ready(NIGHTLY);
        scene.begun(DUE);
        scene.schedule.setStatus(null);
        assertThat(scene.settled(NOW).change()).isEmpty();
        assertThat(scene.written().lastScheduled()).isEqualTo(DUE);
    }

    @Test
    void newScheduleRunsForNoTimeBeforeItsCreation() {
        Scene scene = new Scene(NIGHTLY);
        assertThat(scene.settled("2026-11-02T01:59:59Z").change()).isEmpty();
        assertThat(scene.written().lastMissed()).isNull();
        assertThat(created(scene.settled("2026-11-02T02:00:00Z"))).isEqualTo("nightly-20261102-020000");
    }

    @Test
    void runIsMadeThatWasDueBeforeTheOperatorFirstSawTheSchedule() {
        assertThat(created(new Scene(NIGHTLY).settled("2026-11-02T09:00:00Z"))).isEqualTo("nightly-20261102-020000");
    }

    @Test
    void ofSeveralMissedRunsOnlyTheLatestIsMadeAndTheOthersAreTold() {
        Scene scene = ready(NIGHTLY);
        SchedulePlan plan = scene.plan("2026-11-25T09:00:00Z");
        assertThat(plan.change()).as("first the books").isEmpty();
        assertThat(plan.again()).contains(Scene.at("2026-11-25T09:00:00Z"));
        assertThat(created(scene.settled("2026-11-25T09:00:00Z"))).isEqualTo("nightly-20261125-020000");
        assertThat(scene.written().lastMissed().name()).isEqualTo("nightly-20261124-020000");
        assertThat(scene.written().lastMissed().message()).contains("2 before it");
    }

    @ParameterizedTest(name = "{0} s late with a deadline of 60 s: {1}")
    @CsvSource({"0,true", "60,true", "61,false", "7200,false"})
    void runThatIsTooLateIsMissed(long late, boolean runs) {
        Scene scene = ready(NIGHTLY + "startingDeadlineSeconds: 60");
        String now = Scene.at(DUE).plusSeconds(late).toString();
        assertThat(created(scene.settled(now))).isEqualTo(runs ? NAME : "none");
        if (!runs) {
            assertThat(scene.written().lastMissed().name()).isEqualTo(NAME);
            assertThat(scene.written().lastMissed().message()).contains(late + " s late", "startingDeadlineSeconds");
            assertThat(scene.written().lastScheduled()).isEqualTo(DUE);
            assertThat(scene.condition("Protected").getReason()).isEqualTo("RunMissed");
        }
    }

    @Test
    void suspendedScheduleMakesNoRunAndForgetsNone() {
        Scene scene = ready(NIGHTLY + "suspend: true");
        SchedulePlan plan = scene.settled("2026-11-24T09:00:00Z");
        assertThat(plan.change()).isEmpty();
        assertThat(plan.again()).isEmpty();
        assertThat(scene.written().lastScheduled()).isEqualTo(LAST);
        assertThat(scene.written().nextRun()).isNull();
        assertThat(scene.condition("Ready").getReason()).isEqualTo("Suspended");
        scene.spec(NIGHTLY);
        assertThat(created(scene.settled("2026-11-24T09:00:00Z"))).isEqualTo("nightly-20261124-020000");
    }

    @ParameterizedTest(name = "{0} with {1} under way: {2}")
    @CsvSource({"Forbid,0,true", "Forbid,1,false", "Allow,1,true", "Allow,9,true", "Allow,10,false"})
    void runWaitsForNobodyAndIsLeftOutWhenTooManyHaveNotEnded(String policy, int underWay, boolean runs) {
        Scene scene = new Scene("concurrencyPolicy: " + policy + "\n" + NIGHTLY.replace("0 2 * * *", "'@hourly'"));
        for (int i = 0; i < underWay; i++) {
            scene.begun("2026-11-22T%02d:00:00Z".formatted(i));
        }
        scene.settled("2026-11-22T09:30:00Z");
        scene.good("2026-11-22T10:00:00Z");
        scene.settled("2026-11-22T10:59:00Z");
        assertThat(created(scene.settled("2026-11-22T11:00:00Z"))).isEqualTo(runs ? "nightly-20261122-110000" : "none");
        if (!runs) {
            assertThat(scene.written().lastMissed().name()).isEqualTo("nightly-20261122-110000");
            assertThat(scene.written().lastMissed().message()).contains("has not ended");
        }
    }

    @Test
    void snapshotThatIsBeingDeletedHoldsNoRunUp() {
        Scene scene = ready(NIGHTLY);
        deleting(scene.begun("2026-11-21T10:00:00Z"));
        assertThat(created(scene.settled(NOW))).isEqualTo(NAME);
    }

    @Test
    void snapshotOfUnknownOutcomeThatHasEndedHoldsNoRunUp() {
        Scene scene = ready(NIGHTLY);
        scene.ended("2026-11-21T10:00:00Z", "Unknown", "Odd");
        assertThat(created(scene.settled(NOW))).isEqualTo(NAME);
    }

    @Test
    void clockThatGoesBackDoesNothingTwice() {
        Scene scene = ready(NIGHTLY);
        Snapshot snapshot = scene.begun(DUE);
        scene.settled(NOW);
        scene.snapshots.remove(snapshot);
        assertThat(scene.settled("2026-11-22T01:59:00Z").change()).isEmpty();
        assertThat(scene.settled(DUE).change()).isEmpty();
        assertThat(scene.settled("2026-11-19T03:00:00Z").change()).isEmpty();
        assertThat(scene.condition("Ready").getReason()).isEqualTo("ClockWentBack");
        assertThat(scene.written().nextRun()).isEqualTo("2026-11-23T02:00:00Z");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            schedule: 30 1 * * *
            schedule: 0 2 * * *\\ntimeZone: America/New_York
            """)
    void afterAChangeOnlyTimesFromThenOnCount(String change) {
        Scene scene = ready(NIGHTLY);
        scene.spec(NIGHTLY.replace("schedule: 0 2 * * *", change.replace("\\n", "\n")));
        assertThat(scene.settled("2026-11-23T00:00:00Z").change()).isEmpty();
        assertThat(scene.written().followed().since()).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(scene.settled("2026-11-23T00:30:00Z").change()).isEmpty();
        assertThat(created(scene.settled("2026-11-23T12:00:00Z"))).startsWith("nightly-20261123-0");
    }

    @Test
    void otherChangesLeaveTheTimesAsTheyAre() {
        Scene scene = ready(NIGHTLY);
        scene.spec(NIGHTLY + "retention: {maxCount: 3}");
        assertThat(created(scene.settled(NOW))).isEqualTo(NAME);
    }

    @Test
    void invalidScheduleMakesNoRun() {
        Scene scene = ready(NIGHTLY);
        scene.spec(NIGHTLY.replace("0 2 * * *", "0 26 * * *"));
        assertThat(scene.settled(NOW).change()).isEmpty();
        assertThat(scene.condition("Ready").getReason()).isEqualTo("InvalidSchedule");
        assertThat(scene.condition("Ready").getMessage()).startsWith("spec.schedule:");
        assertThat(scene.condition("Protected").getStatus()).isEqualTo("False");
    }

    @Test
    void nameThatSomebodyElseHasIsLeftAloneAndTold() {
        Scene scene = ready(NIGHTLY);
        Snapshot theirs = scene.begun(DUE);
        theirs.getMetadata().setLabels(null);
        assertThat(scene.settled(NOW).change()).isEmpty();
        assertThat(scene.written().lastMissed().message()).contains("not this schedule's");
    }

    @Test
    void runsOfAnotherNamespaceAreNobodysBusiness() {
        Scene scene = ready(NIGHTLY);
        scene.begun(DUE).getMetadata().setNamespace("other");
        assertThat(created(scene.settled(NOW))).isEqualTo(NAME);
    }

    @Test
    void scheduleMadeAgainTakesOnTheSnapshotsThatAreThere() {
        Scene scene = ready(NIGHTLY);
        scene.good(DUE);
        scene.schedule.setStatus(null);
        scene.schedule.getMetadata().setUid("another-uid");
        assertThat(scene.settled(NOW).change()).isEmpty();
        assertThat(scene.written().kept()).isEqualTo(2);
    }

    @Test
    void missingRepositoryHoldsNoSnapshotUp() {
        Scene scene = ready(NIGHTLY);
        scene.repositories.clear();
        assertThat(created(scene.settled(NOW))).isEqualTo(NAME);
        assertThat(scene.condition("Ready").getReason()).isEqualTo("RepositoryMissing");
    }
}
