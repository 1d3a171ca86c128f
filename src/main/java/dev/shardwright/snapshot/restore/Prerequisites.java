package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.snapshot.repository.Readiness;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** What has to be there before a restore can begin. */
record Prerequisites(RestoreView view, RestoreReport report) {

    /** A status that says what is missing; empty when nothing is. */
    Optional<RestoreStatus> missing() {
        return snapshot().or(this::repository).or(this::site).or(this::notReady);
    }

    private Optional<RestoreStatus> snapshot() {
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
        if (snapshot.getStatus() == null || snapshot.getStatus().finishedAt() == null) {
            return Optional.of(report.waiting("SnapshotRuns", "Snapshot " + name + " has not ended yet"));
        }
        Optional<Condition> succeeded = Conditions.find(snapshot.getStatus().conditions(), RestoreReport.SUCCEEDED);
        return succeeded.filter(c -> c.getStatus().equals("True")).isPresent()
                ? Optional.empty()
                : Optional.of(report.refused(
                        null,
                        Obstacle.Reason.SnapshotNotGood.name(),
                        "Snapshot " + name + " did not succeed: "
                                + succeeded.map(Condition::getMessage).orElse("it does not say why")));
    }

    private Optional<RestoreStatus> repository() {
        RestoreSpec spec = view.resource().getSpec();
        if (view.repository().isEmpty()) {
            String name = spec.repositoryRef() != null
                    ? spec.repositoryRef().name()
                    : view.snapshot().orElseThrow().getSpec().repositoryRef().name();
            return Optional.of(report.waiting(
                    "RepositoryMissing", "there is no SnapshotRepository " + name + " in this namespace: create it"));
        }
        SnapshotRepository repository = view.repository().get();
        boolean elsewhere = spec.clusterRef() != null
                && !spec.clusterRef().equals(repository.getSpec().clusterRef());
        return elsewhere
                ? Optional.of(report.waiting(
                        "InvalidSpec",
                        "SnapshotRepository " + repository.getMetadata().getName() + " is registered on "
                                + cluster(repository)
                                + " and not on spec.clusterRef "
                                + spec.clusterRef().name()
                                + ": set spec.repositoryRef to one that is"))
                : Optional.empty();
    }

    private Optional<RestoreStatus> site() {
        return view.site() instanceof Sites.Lookup.Missing(var reason, var message)
                ? Optional.of(report.waiting(reason, message))
                : Optional.empty();
    }

    private Optional<RestoreStatus> notReady() {
        return Readiness.objection(view.repository().orElseThrow())
                .map(why -> report.waiting("RepositoryNotReady", why));
    }

    private static String cluster(SnapshotRepository repository) {
        return repository.getSpec().clusterRef() != null
                ? repository.getSpec().clusterRef().name()
                : repository.getSpec().external().url();
    }
}
