package dev.shardwright.snapshot.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ready: the schedule can be understood and its repository is ready. */
final class ReadyCondition {
    static final String TYPE = "Ready";

    /** Clocks of two machines differ by less. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private ReadyCondition() {}

    static Turn of(
            ScheduleView view,
            Understood understood,
            Books books,
            Optional<Instant> next,
            Optional<String> note,
            Instant now) {
        Turn turn = of(view, understood, books, next, now);
        return note.map(n -> new Turn(turn.status(), turn.reason(), turn.message() + "; " + n))
                .orElse(turn);
    }

    private static Turn of(ScheduleView view, Understood understood, Books books, Optional<Instant> next, Instant now) {
        if (!understood.flaws().isEmpty()) {
            return new Turn("False", "InvalidSchedule", String.join("; ", understood.flaws()));
        }
        Optional<Instant> ahead = books.lastRun().filter(last -> last.isAfter(now.plus(SKEW)));
        if (ahead.isPresent()) {
            return new Turn(
                    "False",
                    "ClockWentBack",
                    "the last run was for " + ahead.get() + ", and it is " + now
                            + " now: no run until then. If the clock"
                            + " was wrong, delete this resource and make it again; its snapshots stay");
        }
        RepositoryState repository = view.repositoryState();
        if (!repository.isReady()) {
            return new Turn("False", repository.reason(), repository.message());
        }
        return view.schedule().getSpec().suspend()
                ? new Turn("True", "Suspended", "spec.suspend: no new runs; retention and drills go on")
                : new Turn(
                        "True",
                        "Scheduled",
                        "the next run is due at " + next.map(Instant::toString).orElse("no time"));
    }
}
