package dev.shardwright.snapshot.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.repository.RepositoryPasses;
import dev.shardwright.support.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What must be so whatever happens. */
final class Watch {
    private static final int ERRANDS_A_MINUTE = 100;
    private static final int PASSES_A_MINUTE = 400;
    private static final Duration PROOF_LASTS = Duration.ofMinutes(13);

    private final Story story;
    private Instant minute = Instant.EPOCH;
    private int errands;
    private int passes;
    private int writes;

    Watch(Story story) {
        this.story = story;
    }

    int writes() {
        return writes;
    }

    void errand(Optional<Snapshot> of) {
        of.ifPresent(s -> assertThat(finished(s.getStatus()))
                .as("a finished snapshot asks nothing")
                .isFalse());
        newMinute();
        assertThat(++errands).as("errands in a minute").isLessThan(ERRANDS_A_MINUTE);
    }

    void pass() {
        newMinute();
        assertThat(++passes).as("passes in a minute").isLessThan(PASSES_A_MINUTE);
    }

    private void newMinute() {
        Instant now = story.time().now();
        if (now.isAfter(minute.plusSeconds(60))) {
            minute = now;
            errands = 0;
            passes = 0;
        }
    }

    void repositoryStatus(SnapshotRepository resource, SnapshotRepositoryStatus status) {
        writes++;
        if (isReady(status)) {
            assertThat(status.verifiedNodes())
                    .as("all nodes proved it")
                    .isGreaterThanOrEqualTo(story.cluster().nodes().size());
            assertThat(story.cluster().proofs())
                    .as("a proof that is new, of so many nodes, for what is wanted")
                    .anyMatch(p -> p.at().plus(PROOF_LASTS).isAfter(story.time().now())
                            && p.nodes() >= status.verifiedNodes()
                            && p.settings().equals(RepositoryPasses.settings(resource)));
            assertThat(status.registered()).isEqualTo(RepositoryPasses.digest(resource));
        }
        story.kube().write(resource, status);
    }

    /** What stands there once nothing hinders a write. */
    void afterRepositoryPass() {
        SnapshotRepositoryStatus status = story.repository().getStatus();
        if (story.isCalm() && status != null && status.verifiedNodes() != null && isReady(status)) {
            assertThat(status.verifiedNodes())
                    .as("all nodes proved what is said to be ready")
                    .isGreaterThanOrEqualTo(story.cluster().nodes().size());
        }
    }

    void snapshotStatus(Snapshot resource, SnapshotStatus status) {
        writes++;
        assertThat(finished(resource.getStatus()))
                .as("a finished snapshot changes no more")
                .isFalse();
        if (succeeded(status)) {
            Taken taken = story.cluster().taken().get(status.snapshot());
            assertThat(taken.state(story.time().now())).isEqualTo(SnapshotInfo.State.SUCCESS);
            assertThat(taken.metadata()).containsEntry(Marks.UID, Story.UID);
            Counts counts = counts(status);
            assertThat(counts.indices().keySet())
                    .as("counts of all")
                    .containsAll(taken.holds().keySet());
        }
        if (reason(status).equals("SnapshotMissing")) {
            assertThat(story.cluster().taken()).doesNotContainKey(status.snapshot());
        }
        story.kube().write(resource, status);
    }

    /** What must be so at any moment. */
    void always() {
        assertThat(story.cluster().starts()).as("snapshots of ours").isLessThanOrEqualTo(1);
        story.foreign().ifPresent(f -> assertThat(story.cluster().taken())
                .as("the snapshot of somebody else")
                .containsEntry(story.snapshotName(), f));
    }

    /** Once nothing fails any more and time has gone by. */
    void end() {
        SnapshotStatus status = story.snapshot().getStatus();
        assertThat(status).isNotNull();
        assertThat(finished(status) || status.waitingFor() != null)
                .as("it has ended, or says what it waits for: " + status)
                .isTrue();
        if (!story.isHindered()) {
            assertThat(finished(status)).as("it has ended: " + status).isTrue();
        }
        if (succeeded(status)) {
            bounds(
                    counts(status),
                    story.cluster().taken().get(status.snapshot()).holds());
        }
    }

    private void bounds(Counts counts, Map<String, Long> holds) {
        holds.forEach((index, documents) -> {
            IndexCount count = counts.indices().get(index);
            if (count.isCounted()) {
                assertThat(documents).as("documents of " + index).isBetween(count.lowest(), count.highest());
            }
        });
    }

    private Counts counts(SnapshotStatus status) {
        return Optional.ofNullable(story.kube().maps().get(status.countsConfigMap()))
                .flatMap(CountsFile::read)
                .orElseThrow(() -> new AssertionError("the counts are not stored"));
    }

    private static boolean isReady(SnapshotRepositoryStatus status) {
        return Conditions.find(status.conditions(), "Ready")
                .orElseThrow()
                .getStatus()
                .equals("True");
    }

    private static boolean finished(SnapshotStatus status) {
        return status != null && status.finishedAt() != null;
    }

    static String reason(SnapshotStatus status) {
        return Conditions.find(status.conditions(), "Succeeded").orElseThrow().getReason();
    }

    private static boolean succeeded(SnapshotStatus status) {
        return Conditions.find(status.conditions(), "Succeeded")
                .filter(c -> c.getStatus().equals("True"))
                .isPresent();
    }
}
