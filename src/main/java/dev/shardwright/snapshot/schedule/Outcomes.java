package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.ScheduledRun;
import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What came of runs and drills. What is known of one that is gone by now stays until a newer one says otherwise; only a
 * good snapshot has to be there.
 *
 * @param success     the newest good snapshot
 * @param failure     the newest run that ended otherwise
 * @param proof       the newest drill that found every document
 * @param failedDrill the newest drill that ended otherwise, or was left out
 */
record Outcomes(
        Optional<ScheduledRun> success,
        Optional<ScheduledRun> failure,
        Optional<ScheduledRun> proof,
        Optional<ScheduledRun> failedDrill) {

    static Outcomes of(ScheduleView view, Books books) {
        Optional<SnapshotScheduleStatus> before =
                Optional.ofNullable(view.schedule().getStatus());
        return new Outcomes(
                view.newestGood().map(Outcomes::told),
                newer(
                        view,
                        view.runs().stream().filter(Run::isBad).findFirst().map(Outcomes::told),
                        before.map(SnapshotScheduleStatus::lastFailure)),
                newer(view, ended(view, DrillRun::isProof), before.map(SnapshotScheduleStatus::lastProof)),
                newer(view, ended(view, drill -> !drill.isProof()), books.lastLeftOut()));
    }

    /** The time for which a run was due, as its name tells. */
    static Optional<Instant> due(ScheduleView view, Optional<ScheduledRun> run) {
        return run.flatMap(r -> RunName.due(view.name(), r.name()));
    }

    private static ScheduledRun told(Run run) {
        return new ScheduledRun(run.name(), run.endedAt().orElse(run.due()).toString(), run.message());
    }

    private static Optional<ScheduledRun> ended(ScheduleView view, Predicate<DrillRun> kind) {
        return view.drills().stream()
                .filter(drill -> drill.endedAt().isPresent())
                .filter(kind)
                .findFirst()
                .map(drill -> new ScheduledRun(
                        drill.name(),
                        drill.endedAt().orElseThrow().toString(),
                        drill.snapshot() + ": " + drill.message()));
    }

    private static Optional<ScheduledRun> newer(
            ScheduleView view, Optional<ScheduledRun> seen, Optional<ScheduledRun> known) {
        return Stream.of(seen, known)
                .filter(run -> due(view, run).isPresent())
                .reduce((a, b) ->
                        due(view, b).orElseThrow().isAfter(due(view, a).orElseThrow()) ? b : a)
                .orElse(Optional.empty());
    }
}
