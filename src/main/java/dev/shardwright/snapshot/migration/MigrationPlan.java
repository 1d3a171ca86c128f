package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Cutover.Move;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.snapshot.pass.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What to do for a Migration now, and what to say of it. Pure.
 *
 * <p>It goes from phase to phase; each is written down before anything of it is done, and everything that is done may be
 * done twice. Until the switch the source holds everything, so whatever goes wrong by then ends with a source that takes
 * writes.
 */
final class MigrationPlan {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private MigrationPlan() {}

    static Next of(MigrationView view, Instant now) {
        MigrationReport report = new MigrationReport(view, now);
        Asking asking = new Asking(view, report, now);
        Optional<Phase> phase = view.written().map(MigrationStatus::phase);
        if (isOver(view.resource())) {
            return Next.of(Decision.tell(view.written().orElseThrow()));
        }
        if (view.move().filter(m -> m == Move.RollBack).isPresent()
                && phase.filter(p -> p == Phase.RollingBack).isEmpty()) {
            return to(report.rollingBack("RolledBack", "spec.cutover.move is RollBack: the source has the documents"));
        }
        Copying copying = new Copying(view, report);
        Crossing crossing = new Crossing(view, report, asking);
        return switch (phase.orElse(null)) {
            case null -> new Registering(view, report, asking).begin();
            case Registering -> new Registering(view, report, asking).decide();
            case Snapshotting -> copying.snapshot(taken -> to(report.restoring()));
            case Restoring -> copying.restore(copying::first);
            case Waiting -> move(view, report, asking);
            case Blocking -> crossing.block();
            case DeltaSnapshotting -> copying.snapshot(crossing::taken);
            case DeltaRestoring -> copying.restore(crossing::restored);
            case Switching -> crossing.lead();
            case RollingBack -> new RollingBack(view, report, asking).decide();
            case Switched, Ended -> throw new IllegalStateException("nothing is done any more");
        };
    }

    /** Whether all is done that is asked: a switch may still be undone. */
    static boolean isOver(Migration migration) {
        if (migration.getStatus() == null || migration.getStatus().phase() == null) {
            return false;
        }
        return switch (migration.getStatus().phase()) {
            case Ended -> true;
            case Switched -> migration.getSpec().cutover().move() != Move.RollBack;
            default -> false;
        };
    }

    /** The next phase; it begins once it is written. */
    static Next to(MigrationStatus status) {
        return Next.of(Decision.tell(status, AT_ONCE));
    }

    /** Until then the Service may be asked for, too. */
    private static Next move(MigrationView view, MigrationReport report, Asking asking) {
        Registering registering = new Registering(view, report, asking);
        return registering
                .service()
                .or(() -> view.move()
                        .filter(m -> m != Move.Proceed)
                        .map(m -> Next.of(Decision.tell(report.waitingForMove()))))
                .or(registering::places)
                .or(() -> changing(view, report))
                .orElseGet(() -> to(report.blocking("the source stops to take writes")));
    }

    /** Nobody is kept from writing while nodes are restarted or removed. */
    private static Optional<Next> changing(MigrationView view, MigrationReport report) {
        return view.changing()
                .map(what -> Next.of(Decision.tell(report.waiting("ClusterChanging", what), Asking.PAUSE)));
    }
}
