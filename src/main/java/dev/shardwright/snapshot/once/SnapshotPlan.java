package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.repository.Readiness;
import dev.shardwright.snapshot.site.Sites;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What to do for a Snapshot now, and what to say of it: prepared, started, followed, counted. Pure. */
final class SnapshotPlan {
    /** A snapshot that nobody lets begin for so long begins all the same: an old backup is worse than a slow one. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private SnapshotPlan() {}

    static Decision<SnapshotStatus> of(SnapshotView view, Instant now) {
        Optional<SnapshotStatus> written = view.written();
        if (written.filter(s -> s.finishedAt() != null).isPresent()) {
            return Decision.tell(written.get());
        }
        SnapshotReport report = new SnapshotReport(view, now);
        Optional<SnapshotStatus> silence = nobodyToAsk(view, report);
        if (silence.isPresent()) {
            return Decision.tell(silence.get(), LOOK_AGAIN);
        }
        Optional<SnapshotStatus> obstacle = obstacle(view, report);
        if (written.filter(s -> s.startedAt() != null).isPresent()) {
            return new Following(view, report, obstacle, now).decide();
        }
        if (obstacle.isPresent()) {
            return Decision.tell(obstacle.get(), LOOK_AGAIN);
        }
        boolean patient =
                now.isBefore(Instant.parse(view.resource().getMetadata().getCreationTimestamp())
                        .plus(PATIENCE));
        if (patient && view.changing().isPresent()) {
            return Decision.tell(
                    report.waiting("ClusterChanging", view.changing().get()), LOOK_AGAIN);
        }
        return new Preparation(view, report, now).decide();
    }

    /** What has to be there before anything can be asked. */
    private static Optional<SnapshotStatus> nobodyToAsk(SnapshotView view, SnapshotReport report) {
        String name = view.resource().getSpec().repositoryRef().name();
        if (view.repository().isEmpty()) {
            return Optional.of(report.waiting(
                    "RepositoryMissing", "there is no SnapshotRepository " + name + " in this namespace: create it"));
        }
        return view.site() instanceof Sites.Lookup.Missing(var reason, var message)
                ? Optional.of(report.waiting(reason, message))
                : Optional.empty();
    }

    /** What has to be so before anything may begin; what has begun goes on without. */
    private static Optional<SnapshotStatus> obstacle(SnapshotView view, SnapshotReport report) {
        SnapshotRepository repository = view.repository().orElseThrow();
        String name = repository.getMetadata().getName();
        if (repository.getSpec().readOnly()) {
            return Optional.of(report.waiting(
                    "RepositoryReadOnly",
                    "SnapshotRepository " + name + " is read-only: take the snapshot in the one that writes"));
        }
        return Readiness.objection(repository).map(why -> report.waiting("RepositoryNotReady", why));
    }
}
