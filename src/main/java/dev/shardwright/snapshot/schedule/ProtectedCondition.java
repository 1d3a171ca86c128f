package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.ScheduledRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Protected: the last run that was due ended well, and a good snapshot is there. While a run is under way, what came of the
 * one before counts; one that waits for its repository protects nobody.
 */
final class ProtectedCondition {
    static final String TYPE = "Protected";

    private ProtectedCondition() {}

    /** What counts as the last word: the run, and whether it is good. */
    private record Word(ScheduledRun run, Instant due, Turn turn) {}

    static Turn of(ScheduleView view, Understood understood, Books books, Outcomes outcomes) {
        if (understood.runs().isEmpty()) {
            return new Turn("False", "InvalidSchedule", "spec.schedule is not understood: no run is made");
        }
        Optional<Run> underWay = view.runs().stream().filter(Run::isUnderWay).findFirst();
        if (underWay.isPresent() && !view.repositoryState().isReady()) {
            return new Turn(
                    "False",
                    view.repositoryState().reason(),
                    underWay.get().name() + " cannot go on: "
                            + view.repositoryState().message());
        }
        Optional<Word> last = Stream.of(
                        word(view, outcomes.success(), "True", "LastRunSucceeded"),
                        word(view, outcomes.failure(), "False", "LastRunFailed"),
                        word(view, books.lastMissed(), "False", "RunMissed"))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Word::due));
        Turn settled = last.map(Word::turn)
                .orElse(new Turn("False", "NoRunYet", "no run has ended yet: there is no snapshot to go back to"));
        return underWay.filter(run ->
                        last.filter(word -> word.due().isAfter(run.due())).isEmpty())
                .map(run -> new Turn(
                        settled.status(), "RunUnderWay", run.name() + " is under way; before it: " + settled.message()))
                .orElse(settled);
    }

    private static Optional<Word> word(ScheduleView view, Optional<ScheduledRun> run, String status, String reason) {
        return Outcomes.due(view, run).map(due -> {
            ScheduledRun r = run.orElseThrow();
            return new Word(r, due, new Turn(status, reason, r.name() + ": " + r.message()));
        });
    }
}
