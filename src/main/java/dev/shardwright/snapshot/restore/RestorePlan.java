package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.RestoreStatus.Step;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.repository.Registration;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Sites;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What to do for a Restore now, and what to say of it: checked, begun, followed, compared, put back. Pure. */
final class RestorePlan {
    static final Duration PAUSE = Duration.ofSeconds(10);
    /** What is older is asked again before anything is made of it. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private RestorePlan() {}

    static Decision<RestoreStatus> of(RestoreView view, Instant now) {
        Optional<RestoreStatus> written = view.written();
        if (written.filter(s -> s.finishedAt() != null).isPresent()) {
            return Decision.tell(written.get());
        }
        return written.filter(s -> s.startedAt() != null).isPresent() ? begun(view, now) : waiting(view, now);
    }

    static boolean isFresh(Finding<?> finding, Instant now) {
        return !finding.at().isBefore(now.minus(FRESH));
    }

    private static Decision<RestoreStatus> waiting(RestoreView view, Instant now) {
        RestoreReport report = new RestoreReport(view, Optional.empty(), now);
        Optional<RestoreStatus> obstacle = new Prerequisites(view, report).missing();
        if (obstacle.isPresent()) {
            return Decision.tell(obstacle.get(), PAUSE);
        }
        Place place = place(view);
        return new Checking(view, new RestoreReport(view, Optional.of(place), now), place, now).decide();
    }

    private static Place place(RestoreView view) {
        SnapshotRepository repository = view.repository().orElseThrow();
        String snapshot = Optional.ofNullable(view.resource().getSpec().snapshot())
                .orElseGet(() -> view.snapshot().orElseThrow().getStatus().snapshot());
        return Place.of(repository.getSpec(), Registration.name(repository), snapshot);
    }

    /** Its own record is all that it needs from now on, and the cluster. */
    private static Decision<RestoreStatus> begun(RestoreView view, Instant now) {
        RestoreReport report = new RestoreReport(view, view.record().map(RestoreRecord::place), now);
        if (view.record().isEmpty()) {
            return Decision.tell(
                    report.waiting(
                            "RecordMissing",
                            "ConfigMap " + RecordFile.name(view.resource())
                                    + ", which says what was to be restored and put back, is gone or cannot be read:"
                                    + " look at the indices by hand, and delete this Restore"),
                    PAUSE);
        }
        if (view.site() instanceof Sites.Lookup.Missing(var reason, var message)) {
            return Decision.tell(report.waiting(reason, message), PAUSE);
        }
        Running running = new Running(view, report, now);
        return switch (view.written().map(RestoreStatus::step).orElse(Step.Waiting)) {
            case Waiting, Checking, Preparing -> running.begin();
            case Restoring -> running.copy();
            case Verifying -> running.compare();
            case PuttingBack, Ended -> running.putBack();
        };
    }
}
