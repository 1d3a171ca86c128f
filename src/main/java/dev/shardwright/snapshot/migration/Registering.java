package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.repository.Readiness;
import dev.shardwright.snapshot.restore.FastSettings;
import dev.shardwright.snapshot.restore.Renamed;
import java.util.List;
import java.util.Optional;

/** The beginning: what is asked can be done, and the place is registered on both clusters. */
record Registering(MigrationView view, MigrationReport report, Asking asking) {

    /** Nothing is changed before a spec that can be understood is written down as begun. */
    Next begin() {
        Front front = new Front(view.resource());
        Optional<String> flaw = front.flaw()
                .or(() -> Optional.ofNullable(view.spec().rename()).flatMap(Renamed::flaw))
                .or(() -> Optional.ofNullable(view.spec().indexSettings()).flatMap(FastSettings::flaw));
        if (flaw.isPresent()) {
            return Next.of(Decision.tell(report.waiting("InvalidSpec", flaw.get())));
        }
        return taken(front).orElseGet(() -> MigrationPlan.to(report.started()));
    }

    Next decide() {
        return places().or(this::service).orElseGet(this::streams);
    }

    /** What is still to be done until both clusters can use the place; empty when they can. */
    Optional<Next> places() {
        Parts parts = new Parts(view.resource());
        return ready(view.sourceRepository(), parts.source()).or(() -> ready(view.targetRepository(), parts.target()));
    }

    /** What is still to be done until a repository is ready; empty when it is. */
    private Optional<Next> ready(Optional<SnapshotRepository> there, SnapshotRepository wanted) {
        String name = wanted.getMetadata().getName();
        if (there.isEmpty()) {
            return Optional.of(Next.making(
                    Decision.tell(
                            report.waiting("Registering", "SnapshotRepository " + name + " is made"), Asking.PAUSE),
                    wanted));
        }
        if (!new Parts(view.resource()).own(there.get())) {
            return Optional.of(Copying.taken(report, there.get()));
        }
        return Readiness.objection(there.get())
                .map(why -> Next.of(Decision.tell(report.waiting("RepositoryNotReady", why))));
    }

    /** What keeps the application's name from leading to the source, as it is to do before the switch; empty when it does. */
    Optional<Next> service() {
        Front front = new Front(view.resource());
        if (!front.isWanted()) {
            return Optional.empty();
        }
        return front.flaw()
                .map(flaw -> Next.of(Decision.tell(report.waiting("InvalidSpec", flaw))))
                .or(() -> taken(front))
                .or(() -> front.leading(view.spec().source(), view.service())
                        .map(s -> Next.of(Decision.<MigrationStatus>tell(
                                        report.waiting("MakesService", "Service " + front.name() + " is made"),
                                        Asking.SOON)
                                .applying(s))));
    }

    /** A Service that leads elsewhere may be how the application finds another cluster already: it is not turned around. */
    private Optional<Next> taken(Front front) {
        if (!front.isWanted() || view.service().isEmpty()) {
            return Optional.empty();
        }
        if (front.isTaken(view.service())) {
            return Optional.of(
                    taken("there is a Service " + front.name() + " that this Migration has not made, and leaves"
                            + " alone: delete it, or name another one in spec.cutover.service"));
        }
        return front.leadsTo(view.spec().source(), view.service())
                ? Optional.empty()
                : Optional.of(
                        taken("Service " + front.name() + " does not lead to the source, and is left alone: delete"
                                + " it, or name another one in spec.cutover.service"));
    }

    private Next taken(String why) {
        return Next.of(Decision.tell(report.waiting("ServiceTaken", why), Asking.PAUSE));
    }

    /** A data stream that was restored cannot be overwritten, and its write index cannot be blocked as others can. */
    private Next streams() {
        if (view.spec().cutover() == null) {
            return MigrationPlan.to(report.snapshotting());
        }
        return asking.of(
                view.source(),
                LookAtSource.of(view, Phase.Registering),
                source -> source.streams().isEmpty()
                        ? MigrationPlan.to(report.snapshotting())
                        : MigrationPlan.to(report.failed("DataStreams", words(source.streams()))));
    }

    static String words(List<String> streams) {
        return "spec.cutover: data streams cannot be brought up to date by a second restore: "
                + String.join(", ", streams)
                + ". Leave them out by spec.indices, and copy them by a Migration without a cutover once nothing writes to"
                + " them any more";
    }
}
