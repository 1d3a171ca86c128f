package dev.shardwright.snapshot.schedule;

import static dev.shardwright.snapshot.schedule.Scene.NIGHTLY;
import static dev.shardwright.snapshot.schedule.Scene.condition;
import static dev.shardwright.snapshot.schedule.Scene.deleting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.snapshot.schedule.Change.Delete;
import dev.shardwright.snapshot.schedule.Change.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionRuleTest {
    private static final String NOW = "2026-11-22T12:00:00Z";

    private static Scene scene(String retention) {
        return new Scene(NIGHTLY + "suspend: true\nretention: " + retention);
    }

    /** The days of November whose snapshots go, in this order. */
    private static List<Integer> deleted(Scene scene) {
        List<Integer> days = new ArrayList<>();
        for (SchedulePlan plan = scene.settled(NOW); plan.change().isPresent(); plan = scene.settled(NOW)) {
            Delete delete = (Delete) plan.change().get();
            assertThat(delete.kind()).isEqualTo(Kind.Snapshot);
            Snapshot gone = scene.snapshots.stream()
                    .filter(s -> s.getMetadata().getName().equals(delete.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(delete.uid()).isEqualTo(gone.getMetadata().getUid());
            scene.snapshots.remove(gone);
            days.add(Integer.valueOf(delete.name().substring(14, 16)));
        }
        return days;
    }

    private static String day(int day) {
        return "2026-11-%02dT02:00:00Z".formatted(day);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                     | ''
            {minCount: 0}                          | ''
            {maxCount: 3}                          | 18,19
            {maxCount: 1}                          | 18,19,20,21
            {maxCount: 9}                          | ''
            {maxAge: 48h}                          | 18,19,20
            {maxAge: 2d, minCount: 4}              | 18
            {maxAge: 1h}                           | 18,19,20,21
            {maxAge: 1h, minCount: 0}              | 18,19,20,21
            {maxAge: 1w}                           | ''
            {maxAge: 2d, maxCount: 4, minCount: 4} | 18
            {maxAge: 82h}                          | 18,19
            {maxAge: 83h}                          | 18
            {maxCount: 1, minCount: 3}             | 18,19
            """)
    void goodOnesGoOldestFirst(String retention, String days) {
        Scene scene = scene(retention);
        for (int day : List.of(20, 18, 22, 19, 21)) {
            scene.good(day(day));
        }
        assertThat(String.join(",", deleted(scene).stream().map(String::valueOf).toList()))
                .isEqualTo(days);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{maxCount: 1}", "{maxAge: 1h}", "{maxAge: 1h, minCount: 0, maxCount: 1}"})
    void newestGoodOneStaysWhateverFailsAfterIt(String retention) {
        Scene scene = scene(retention);
        scene.good(day(2));
        for (int day = 3; day < 20; day++) {
            scene.failed(day(day));
        }
        assertThat(deleted(scene)).doesNotContain(2, 19, 18, 17).hasSize(14);
        assertThat(scene.written().kept()).isEqualTo(1);
    }

    @Test
    void nothingIsDeletedWithoutRetention() {
        Scene scene = new Scene(NIGHTLY + "suspend: true");
        for (int day = 2; day < 20; day++) {
            scene.failed(day(day));
        }
        scene.good(day(20));
        assertThat(deleted(scene)).isEmpty();
    }

    @Test
    void newestPartialOneStaysUntilThereIsANewerGoodOne() {
        Scene scene = scene("{maxCount: 1}");
        scene.good(day(2));
        scene.partial(day(3));
        scene.partial(day(4));
        for (int day = 5; day < 9; day++) {
            scene.failed(day(day));
        }
        assertThat(deleted(scene)).containsExactly(3, 5);
        scene.good(day(9));
        assertThat(deleted(scene)).containsExactly(2, 4);
    }

    @Test
    void unknownOutcomeIsNeitherGoodNorEverDeleted() {
        Scene scene = scene("{maxCount: 1, maxAge: 1h}");
        scene.good(day(2));
        scene.ended(day(3), "Unknown", "Odd");
        scene.begun(day(4)).setStatus(Scene.status(null, condition("Succeeded", "True", "NotFinished")));
        scene.begun(day(5)).setStatus(Scene.status("soon", condition("Succeeded", "True", "NoTime")));
        scene.begun(day(6)).setStatus(Scene.status(day(7), condition("Ready", "True", "OtherCondition")));
        scene.begun(day(7)).setStatus(Scene.status(null, condition("Succeeded", "False", "NotFinished")));
        scene.begun(day(8)).setStatus(null);
        assertThat(deleted(scene)).isEmpty();
        assertThat(scene.written().kept()).isEqualTo(1);
    }

    @Test
    void oneThatIsBeingDeletedProtectsNobody() {
        Scene scene = scene("{maxCount: 1}");
        scene.good(day(2));
        scene.good(day(3));
        deleting(scene.good(day(4)));
        assertThat(deleted(scene)).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snapshotRef: {name: nightly-20261102-020000}",
                "repositoryRef: {name: backups}\nsnapshot: taken-02"
            })
    void oneThatARestoreReadsStaysUntilItHasEnded(String spec) {
        Scene scene = scene("{maxCount: 1}");
        Snapshot read = scene.good(day(2));
        read.setStatus(new SnapshotStatus(
                1L,
                "taken-02",
                null,
                null,
                day(3),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(condition("Succeeded", "True", "Succeeded"))));
        scene.good(day(3));
        scene.good(day(4));
        Restore restore = scene.restore("mine", spec);
        assertThat(deleted(scene)).containsExactly(3);
        deleting(restore);
        assertThat(deleted(scene)).as("it may still read").isEmpty();
        Scene.end(restore, "False", "CountMismatch");
        assertThat(deleted(scene)).containsExactly(2);
    }

    @Test
    void whatIsNotThisSchedulesIsNeverDeletedNorCounted() {
        Scene scene = scene("{maxCount: 1}");
        scene.good(day(2)).getMetadata().getLabels().clear();
        scene.good(day(3)).getMetadata().getAnnotations().clear();
        scene.good(day(4)).getMetadata().setName("by-hand");
        scene.good(day(5)).getMetadata().getLabels().put("shardwright.dev/schedule", "other");
        scene.good(day(6)).getMetadata().setNamespace("other");
        scene.good(day(7)).getMetadata().getAnnotations().put("shardwright.dev/scheduled-at", day(8));
        scene.good(day(9));
        assertThat(deleted(scene)).isEmpty();
        assertThat(scene.written().kept()).isEqualTo(1);
    }

    @Test
    void oneWhoseTimeIsYetToComeIsLeftAloneAndProtectsNobody() {
        Scene scene = scene("{maxCount: 1}");
        scene.good(day(2));
        scene.good(day(3));
        scene.good("2027-11-22T02:00:00Z");
        assertThat(deleted(scene)).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forever", "0d", "30m", "99999999999999999d", "-1d", "30"})
    void ageThatIsNotUnderstoodDeletesNothingAtAll(String age) {
        Scene scene = scene("{maxCount: 1, maxAge: \"" + age + "\"}");
        scene.good(day(2));
        scene.good(day(3));
        assertThat(deleted(scene)).isEmpty();
        assertThat(scene.condition("Ready").getMessage()).startsWith("spec.retention.maxAge: " + age);
    }

    @Test
    void looksAgainWhenTheNextOneIsTooOld() {
        Scene scene = scene("{maxAge: 20d}");
        scene.good(day(3));
        scene.good(day(4));
        scene.good(day(5));
        assertThat(scene.settled(NOW).again()).contains(Scene.at("2026-11-23T02:00:00Z"));
        assertThat(scene.settled("2026-11-23T02:00:00Z").change()).isPresent();
    }

    @Test
    void brokenScheduleStopsNoRetention() {
        Scene scene = scene("{maxCount: 1}");
        scene.good(day(2));
        scene.good(day(3));
        scene.spec(NIGHTLY.replace("0 2 * * *", "nonsense") + "retention: {maxCount: 1}");
        assertThat(deleted(scene)).containsExactly(2);
    }
}
