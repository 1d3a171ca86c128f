package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.api.snapshot.VerificationResult;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One round: a Snapshot on the source and its Restore on the target. */
record Copying(MigrationView view, MigrationReport report) {

    /** What follows once the snapshot is good. */
    Next snapshot(Function<Snapshot, Next> good) {
        if (view.snapshot().isEmpty()) {
            return making(new Parts(view.resource()).snapshot(view.round()));
        }
        Snapshot snapshot = view.snapshot().get();
        SnapshotStatus status = snapshot.getStatus();
        return followed(
                snapshot,
                status != null && status.finishedAt() != null,
                Optional.ofNullable(status).map(SnapshotStatus::waitingFor),
                Optional.ofNullable(status).map(SnapshotStatus::conditions).orElse(List.of()),
                condition -> good.apply(snapshot));
    }

    /** What follows once the documents are on the target and were compared. */
    Next restore(Function<Condition, Next> good) {
        if (view.restore().isEmpty()) {
            return making(new Parts(view.resource()).restore(view.round()));
        }
        Restore restore = view.restore().get();
        RestoreStatus status = restore.getStatus();
        return followed(
                restore,
                status != null && status.finishedAt() != null,
                Optional.ofNullable(status).map(RestoreStatus::waitingFor),
                Optional.ofNullable(status).map(RestoreStatus::conditions).orElse(List.of()),
                good);
    }

    /** What follows from a good first copy. */
    Next first(Condition restored) {
        return MigrationPlan.to(
                view.spec().cutover() == null
                        ? report.copied(restored, documents())
                        : report.copiedFirst(restored, documents()));
    }

    /** How many documents were compared. */
    Long documents() {
        return view.restore()
                .map(Restore::getStatus)
                .map(RestoreStatus::verification)
                .map(VerificationResult::documents)
                .orElse(null);
    }

    static Next taken(MigrationReport report, HasMetadata object) {
        return Next.of(Decision.tell(
                report.waiting(
                        "NameTaken",
                        "there is a " + object.getKind() + " "
                                + object.getMetadata().getName()
                                + " that this Migration has not made, and leaves alone: delete it, or call the Migration"
                                + " otherwise"),
                Asking.PAUSE));
    }

    private Next followed(
            HasMetadata part,
            boolean finished,
            Optional<String> waitingFor,
            List<Condition> conditions,
            Function<Condition, Next> good) {
        if (!new Parts(view.resource()).own(part)) {
            return taken(report, part);
        }
        String name = part.getKind() + " " + part.getMetadata().getName();
        if (!finished) {
            return Next.of(Decision.tell(report.waiting(
                    part.getKind() + "Runs",
                    name + waitingFor.map(w -> " waits: " + w).orElse(" to end"))));
        }
        Optional<Condition> succeeded = Conditions.find(conditions, MigrationReport.SUCCEEDED);
        if (succeeded.filter(c -> c.getStatus().equals("True")).isPresent()) {
            return good.apply(succeeded.get());
        }
        String why = name + ": " + succeeded.map(Condition::getMessage).orElse("it does not say why");
        return failing(succeeded.map(Condition::getReason).orElse(part.getKind() + "Failed"), why);
    }

    private Next failing(String reason, String why) {
        return MigrationPlan.to(
                view.round() == Parts.FIRST ? report.failed(reason, why) : report.rollingBack(reason, why));
    }

    private Next making(HasMetadata part) {
        String name = part.getKind() + " " + part.getMetadata().getName();
        return Next.making(
                Decision.tell(report.waiting(part.getKind() + "Runs", name + " to end"), Asking.PAUSE), part);
    }
}
