package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.ScheduledRun;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Elastic;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Metrics;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Resources;
import dev.shardwright.e2e.harness.SharedFolder;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A backup each minute, as long as is asked for, and rehearsed. */
@EndToEnd
@DisplayName("C5 schedule")
@Tag("full")
class C05ScheduleTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration PROMISED = Duration.ofSeconds(30);
    private static final int RUNS = 6;
    private static final int KEPT = 3;
    private static final int FAILING_RUNS = 2;
    private static final int DOCUMENTS = 2_500;
    private static final String METRIC = "shardwright_snapshot_schedule_last_proof_timestamp_seconds";

    private Resources resources;
    private Metrics metrics;
    private Elastic api;

    @Test
    @DisplayName("C5 schedule each minute: of six snapshots three are kept, and rehearsed;"
            + " while later ones fail the last good one stays")
    void keepsWhatIsAskedForAndAlwaysAGoodOne(Spaces spaces, Operator operator) {
        operator.awaitReady();
        Space space = spaces.open("c5");
        resources = new Resources(space);
        metrics = new Metrics(space, operator);
        ClusterManifest manifest = SharedFolder.in(space).mountedBy(ClusterManifest.load("single"));
        resources.apply("SnapshotRepository", "backups", """
                clusterRef: {name: single}
                fs: {location: %s/c5}
                """.formatted(SharedFolder.PATH));
        api = space.apply(manifest).awaitGreen().elastic();
        index("logs", DOCUMENTS - 500);
        index("orders", 500);
        resources.await(SnapshotRepository.class, "backups", "Ready", "True", "Verified", SOON);
        Instant began = Instant.now();

        keeping(KEPT);
        threeOfSixAreKept();
        proofIsToldAndCleared(began);
        lastGoodOneStays();
        resources.delete(SnapshotSchedule.class, "often", PROMISED);
    }

    private void threeOfSixAreKept() {
        NavigableSet<String> seen = new TreeSet<>();
        Waiting.until(RUNS + " good runs", Duration.ofMinutes(RUNS + 3), this::state, () -> {
            NavigableSet<String> good = good();
            seen.addAll(good);
            assertThat(good.size()).as("good ones kept").isBetween(Math.min(KEPT, seen.size()), KEPT + 1);
            return seen.size() >= RUNS;
        });
        Waiting.until("the newest " + KEPT + " kept, here and in the repository", SOON, this::state, () -> {
            NavigableSet<String> good = good();
            seen.addAll(good);
            return good.equals(newest(seen)) && inRepository().equals(taken()) && status().kept() == KEPT;
        });
        assertThat(reason("Ready")).isEqualTo("True Scheduled");
        for (JsonNode snapshot : snapshots()) {
            assertThat(StreamSupport.stream(snapshot.path("indices").spliterator(), false)
                            .map(JsonNode::asText))
                    .as("indices in " + snapshot.path("snapshot").asText())
                    .containsExactlyInAnyOrder("logs", "orders");
        }
    }

    /** Of the drills that went on meanwhile: what the last one found, and that nothing is left of it. */
    private void proofIsToldAndCleared(Instant began) {
        Waiting.until(
                "a drill cleared away",
                SOON,
                this::state,
                () -> status().lastProof() != null
                        && status().lastProof().name().equals(status().clearedDrill()));
        ScheduledRun proof = status().lastProof();
        Console.say("  proof: " + proof);
        assertThat(proof.message())
                .matches("often-[0-9]{8}-[0-9]{6}: " + DOCUMENTS
                        + " documents in 2 indices are as many as they should be");
        Restore drill = resources.get(Restore.class, proof.name());
        assertThat(proof.at()).isEqualTo(drill.getStatus().finishedAt());
        assertThat(proof.message()).startsWith(drill.getSpec().snapshotRef().name() + ":");
        assertThat(Instant.parse(proof.at())).isBetween(began, Instant.now());
        assertThat(metrics.value(METRIC, "often"))
                .hasValue((double) Instant.parse(proof.at()).getEpochSecond());
        assertThat(
                        status().lastFailedDrill() == null
                                ? ""
                                : status().lastFailedDrill().message())
                .as("drills that did not end well")
                .matches("|left out: there is no good snapshot");
        Waiting.until("no scratch index left", SOON, this::state, () -> api.get("/_cat/indices/rehearsal-*?format=json")
                .isEmpty());
    }

    /** With an index that has no shard, no snapshot can be taken of everything. */
    private void lastGoodOneStays() {
        keeping(1);
        Waiting.until("one kept", SOON, this::state, () -> good().size() == 1);
        api.send(
                "PUT",
                "/stuck?wait_for_active_shards=0",
                "{\"settings\":{\"index.routing.allocation.require._name\":\"nobody\",\"number_of_replicas\":0}}");
        Waiting.until("a run that fails", SOON, this::state, () -> !failed().isEmpty());
        String last = good().getFirst();
        Waiting.until("runs that fail", Duration.ofMinutes(FAILING_RUNS + 2), this::state, () -> {
            assertThat(good()).containsExactly(last);
            assertThat(inRepository()).containsAll(taken());
            return failed().size() >= FAILING_RUNS;
        });
        Snapshot bad = failed().getLast();
        Condition why = resources
                .condition(Snapshot.class, bad.getMetadata().getName(), "Succeeded")
                .orElseThrow();
        Console.say("  failed: " + why.getReason() + ": " + why.getMessage());
        assertThat(why.getReason()).isEqualTo("ShardsMissing");
        assertThat(why.getMessage()).contains("[stuck]", "Make a new Snapshot without these indices");
        Waiting.until(
                "not protected", SOON, this::state, () -> reason("Protected").equals("False LastRunFailed"));
        assertThat(status().lastSuccess().name()).isEqualTo(last);

        resources.apply("Restore", "rescue", """
                snapshotRef: {name: %s}
                rename: {pattern: (.+), replacement: rescued-$1}
                """.formatted(last));
        resources.await(Restore.class, "rescue", "Succeeded", "True", "Verified", SOON);
        assertThat(api.count("rescued-*")).isEqualTo(DOCUMENTS);
        api.send("DELETE", "/rescued-logs,rescued-orders,stuck", null);

        Waiting.until(
                "a newer good one in its place",
                SOON,
                this::state,
                () -> good().size() == 1
                        && !good().contains(last)
                        && inRepository().equals(taken()));
        Waiting.until(
                "protected again", SOON, this::state, () -> reason("Protected").equals("True LastRunSucceeded"));
    }

    private void keeping(int count) {
        resources.apply("SnapshotSchedule", "often", """
                schedule: "* * * * *"
                retention: {maxCount: %d}
                template: {spec: {repositoryRef: {name: backups}}}
                drill: {schedule: "*/2 * * * *", scratchIndices: {prefix: rehearsal-}}
                """.formatted(count));
    }

    private void index(String name, int documents) {
        api.send("PUT", "/" + name, "{\"settings\":{\"number_of_replicas\":0}}");
        api.index(name, documents);
    }

    private SnapshotScheduleStatus status() {
        return resources.get(SnapshotSchedule.class, "often").getStatus();
    }

    private String reason(String type) {
        return resources
                .condition(SnapshotSchedule.class, "often", type)
                .map(c -> c.getStatus() + " " + c.getReason())
                .orElse("");
    }

    /** Names of good Snapshots, the oldest first: they end with their time. */
    private NavigableSet<String> good() {
        return all("True").stream().map(s -> s.getMetadata().getName()).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Snapshot> failed() {
        return all("False");
    }

    private List<Snapshot> all(String succeeded) {
        return resources.all(Snapshot.class).stream()
                .filter(s -> s.getMetadata().getDeletionTimestamp() == null && s.getStatus() != null)
                .filter(s -> s.getStatus().conditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Succeeded") && c.getStatus().equals(succeeded)))
                .toList();
    }

    /** What good Snapshots are called in the repository. */
    private NavigableSet<String> taken() {
        return all("True").stream().map(s -> s.getStatus().snapshot()).collect(Collectors.toCollection(TreeSet::new));
    }

    private NavigableSet<String> inRepository() {
        return new TreeSet<>(snapshots().findValuesAsText("snapshot"));
    }

    private JsonNode snapshots() {
        return api.get("/_snapshot/backups/_all").path("snapshots");
    }

    private static NavigableSet<String> newest(NavigableSet<String> names) {
        return names.descendingSet().stream().limit(KEPT).collect(Collectors.toCollection(TreeSet::new));
    }

    private String state() {
        return "good " + good() + ", " + failed().size() + " failed; "
                + resources.state(SnapshotSchedule.class, "often", "");
    }
}
