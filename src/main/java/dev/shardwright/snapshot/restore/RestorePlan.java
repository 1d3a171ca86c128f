package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.RestoreStatus.Step;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.repository.Registration;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What to do for a Restore now, and what to say of it: checked, begun, followed, compared, put back. Pure. */
final class RestorePlan {
    static final Duration PAUSE = Duration.ofSeconds(10);

    private RestorePlan() {}

    static Decision<RestoreStatus> of(RestoreView view, Instant now) {
        Optional<RestoreStatus> written = view.written();
        if (written.filter(s -> s.finishedAt() != null).isPresent()) {
            return Decision.tell(written.get());
        }
        RestoreReport.Target target = target(view);
        RestoreReport report = new RestoreReport(view, target, now);
        Optional<RestoreStatus> obstacle = obstacle(view, report);
        if (obstacle.isPresent()) {
            return Decision.tell(obstacle.get(), PAUSE);
        }
        Step step = written.map(RestoreStatus::step).orElse(Step.Waiting);
        if (written.filter(s -> s.startedAt() != null).isEmpty()) {
            return new Checking(view, report, target, now).decide();
        }
        if (view.record().isEmpty()) {
            return Decision.tell(
                    report.waiting(
                            "RecordMissing",
                            "ConfigMap " + RecordFile.name(view.resource())
                                    + ", which says what was to be restored and put back, is gone or cannot be read:"
                                    + " look at the indices by hand, and delete this Restore"),
                    PAUSE);
        }
        Running running = new Running(view, report, target, now);
        return switch (step) {
            case Waiting, Checking, Preparing -> running.begin();
            case Restoring -> running.copy();
            case Verifying -> running.compare();
            case PuttingBack, Ended -> running.putBack();
        };
    }

    private static RestoreReport.Target target(RestoreView view) {
        RestoreSpec spec = view.resource().getSpec();
        String snapshot = spec.snapshot() != null
                ? spec.snapshot()
                : view.snapshot()
                        .flatMap(s -> Optional.ofNullable(s.getStatus()))
                        .map(s -> s.snapshot())
                        .orElse(null);
        return new RestoreReport.Target(
                view.repository().map(RestorePlan::cluster).orElse(null),
                view.repository().map(Registration::name).orElse(null),
                snapshot);
    }

    private static String cluster(SnapshotRepository repository) {
        return repository.getSpec().clusterRef() != null
                ? repository.getSpec().clusterRef().name()
                : repository.getSpec().external().url();
    }

    /** What has to be there before anything can be asked. */
    private static Optional<RestoreStatus> obstacle(RestoreView view, RestoreReport report) {
        RestoreSpec spec = view.resource().getSpec();
        Optional<RestoreStatus> snapshot = snapshotObstacle(view, report);
        if (snapshot.isPresent()) {
            return snapshot;
        }
        if (view.repository().isEmpty()) {
            String name = spec.repositoryRef() != null
                    ? spec.repositoryRef().name()
                    : view.snapshot().orElseThrow().getSpec().repositoryRef().name();
            return Optional.of(report.waiting(
                    "RepositoryMissing", "there is no SnapshotRepository " + name + " in this namespace: create it"));
        }
        SnapshotRepository repository = view.repository().get();
        boolean elsewhere = spec.clusterRef() != null
                && (repository.getSpec().clusterRef() == null
                        || !repository
                                .getSpec()
                                .clusterRef()
                                .name()
                                .equals(spec.clusterRef().name()));
        if (elsewhere) {
            return Optional.of(report.waiting(
                    "InvalidSpec",
                    "SnapshotRepository " + repository.getMetadata().getName() + " is registered on "
                            + cluster(repository)
                            + " and not on spec.clusterRef " + spec.clusterRef().name()
                            + ": set spec.repositoryRef to one that is"));
        }
        if (view.site() instanceof Sites.Lookup.Missing(var reason, var message)) {
            return Optional.of(report.waiting(reason, message));
        }
        boolean begun = view.written().filter(s -> s.startedAt() != null).isPresent();
        Optional<Condition> ready = ready(repository);
        return begun || ready.filter(c -> c.getStatus().equals("True")).isPresent()
                ? Optional.empty()
                : Optional.of(report.waiting(
                        "RepositoryNotReady",
                        "SnapshotRepository " + repository.getMetadata().getName() + " is not ready: "
                                + ready.map(c -> c.getReason() + ": " + c.getMessage())
                                        .orElse("it was not looked at yet")));
    }

    private static Optional<RestoreStatus> snapshotObstacle(RestoreView view, RestoreReport report) {
        RestoreSpec spec = view.resource().getSpec();
        if (spec.snapshotRef() == null) {
            return Optional.empty();
        }
        String name = spec.snapshotRef().name();
        if (view.snapshot().isEmpty()) {
            return Optional.of(
                    report.waiting("SnapshotMissing", "there is no Snapshot " + name + " in this namespace"));
        }
        Snapshot snapshot = view.snapshot().get();
        boolean begun = view.written().filter(s -> s.startedAt() != null).isPresent();
        boolean ended = snapshot.getStatus() != null && snapshot.getStatus().finishedAt() != null;
        if (!ended) {
            return begun
                    ? Optional.empty()
                    : Optional.of(report.waiting("SnapshotRuns", "Snapshot " + name + " has not ended yet"));
        }
        Optional<Condition> succeeded = Conditions.find(snapshot.getStatus().conditions(), RestoreReport.SUCCEEDED);
        return begun || succeeded.filter(c -> c.getStatus().equals("True")).isPresent()
                ? Optional.empty()
                : Optional.of(report.refused(
                        null,
                        Obstacle.Reason.SnapshotNotGood.name(),
                        "Snapshot " + name + " did not succeed: "
                                + succeeded.map(Condition::getMessage).orElse("it does not say why")));
    }

    private static Optional<Condition> ready(SnapshotRepository repository) {
        List<Condition> conditions = repository.getStatus() == null
                ? List.of()
                : repository.getStatus().conditions();
        return Conditions.find(conditions, "Ready");
    }
}
