package dev.shardwright.snapshot.simulation;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.once.SnapshotPasses;
import dev.shardwright.snapshot.pass.Carrier;
import dev.shardwright.snapshot.pass.Carriers;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.pass.Kind;
import dev.shardwright.snapshot.repository.RepositoryPasses;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** One life of the operator: real plans, errands and carriers, and what they know is lost with it. */
final class Operator {
    private static final Kind<SnapshotRepository, SnapshotRepositoryStatus> REPOSITORIES =
            new Kind<>(SnapshotRepository::new, SnapshotRepositoryStatus::conditions, status -> status);
    private static final Kind<Snapshot, SnapshotStatus> SNAPSHOTS =
            new Kind<>(Snapshot::new, SnapshotStatus::conditions, SnapshotStatus::withoutProgress);

    private final Story story;
    private final Errands repositoryErrands;
    private final Errands snapshotErrands;
    private final Carrier<SnapshotRepository, SnapshotRepositoryStatus> repositories;
    private final Carrier<Snapshot, SnapshotStatus> snapshots;
    private final Timer repositoryTimer = new Timer();
    private final Timer snapshotTimer = new Timer();
    private boolean alive = true;

    Operator(Story story) {
        this.story = story;
        this.repositoryErrands = errands(this::repositoryPass, Optional.empty());
        this.snapshotErrands = errands(this::snapshotPass, Optional.of(story.snapshot()));
        this.repositories = Carriers.of(story.kube(), repositoryErrands, REPOSITORIES, story.watch()::repositoryStatus);
        this.snapshots = Carriers.of(story.kube(), snapshotErrands, SNAPSHOTS, story.watch()::snapshotStatus);
        repositoryPass();
        snapshotPass();
    }

    private Errands errands(Runnable news, Optional<Snapshot> of) {
        return new Errands(
                site -> story.cluster(),
                task -> guarded(() -> story.time()
                        .in(
                                Duration.ZERO,
                                () -> guarded(() -> {
                                    story.watch().errand(of);
                                    task.run();
                                }))),
                story.time()::now,
                id -> story.time().in(Duration.ZERO, () -> guarded(news)));
    }

    void die() {
        alive = false;
    }

    void repositoryPass() {
        guarded(() -> {
            SnapshotRepository resource = story.repository();
            Decision<SnapshotRepositoryStatus> decision = RepositoryPasses.decide(
                    resource,
                    Story.FOUND,
                    story.clusterUuid(),
                    Set.copyOf(story.cluster().nodes()),
                    story.keys(),
                    repositoryErrands.findings(ResourceID.fromResource(resource)),
                    story.time().now());
            carry(
                    repositories.carryOut(
                            resource,
                            Optional.of(Story.SITE),
                            decision,
                            null,
                            story.time().now()),
                    repositoryTimer,
                    this::repositoryPass);
            story.watch().afterRepositoryPass();
        });
    }

    void snapshotPass() {
        guarded(() -> {
            story.watch().pass();
            Snapshot resource = story.snapshot();
            Sites.Lookup site = story.isRepositoryThere()
                    ? Story.FOUND
                    : new Sites.Lookup.Missing("RepositoryMissing", "its SnapshotRepository is gone");
            Decision<SnapshotStatus> decision = SnapshotPasses.decide(
                    resource,
                    story.isRepositoryThere() ? Optional.of(story.repository()) : Optional.empty(),
                    site,
                    story.changing(),
                    counts(resource),
                    snapshotErrands.findings(ResourceID.fromResource(resource)),
                    story.time().now());
            Optional<Site> where = story.isRepositoryThere() ? Optional.of(Story.SITE) : Optional.empty();
            carry(
                    snapshots.carryOut(
                            resource, where, decision, null, story.time().now()),
                    snapshotTimer,
                    this::snapshotPass);
        });
    }

    private Optional<Counts> counts(Snapshot resource) {
        return resource.getStatus() == null || resource.getStatus().startedAt() == null
                ? Optional.empty()
                : Optional.ofNullable(
                                story.kube().maps().get(resource.getStatus().countsConfigMap()))
                        .flatMap(CountsFile::read);
    }

    /** Each resource has one timer, as in the operator SDK: the last pass sets it. */
    private static final class Timer {
        private int set;
    }

    private void carry(UpdateControl<?> control, Timer timer, Runnable pass) {
        int mine = ++timer.set;
        control.getScheduleDelay().ifPresent(delay -> story.time()
                .in(
                        Duration.ofMillis(Math.max(1, delay)),
                        () -> guarded(() -> {
                            if (timer.set == mine) {
                                pass.run();
                            }
                        })));
    }

    private void guarded(Runnable step) {
        if (alive) {
            try {
                step.run();
            } catch (Killed e) {
                die();
                story.killed();
            }
        }
    }
}
