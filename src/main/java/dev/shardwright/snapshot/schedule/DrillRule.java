package dev.shardwright.snapshot.schedule;

import dev.shardwright.snapshot.schedule.Change.Kind;
import java.time.Instant;
import java.util.Optional;

/**
 * What the drills of a schedule want: the one before is brought to its end, with all that it left; then the next begins.
 *
 * @param books    as they are to be
 * @param change   what to do
 * @param question what must be known first
 * @param note     what it waits for, for people
 */
record DrillRule(Books books, Optional<Change> change, Optional<Scratch.Question> question, Optional<String> note) {
    /** How many Restores stay, for people to look at. */
    static final int KEPT = 3;

    static DrillRule of(ScheduleView view, Books before, Optional<Cron> cron, Instant now) {
        Books books = view.drills().stream()
                .map(DrillRun::due)
                .filter(due -> !due.isAfter(now))
                .findFirst()
                .map(before::drilled)
                .orElse(before);
        ThrowAwayPlaces places = ThrowAwayPlaces.of(view);
        Clearing clearing = Clearing.of(view, books);
        boolean isOpen =
                places.isOpen() || clearing.isOpen() || view.drills().stream().anyMatch(DrillRun::isUnderWay);
        Optional<Due> due =
                cron.flatMap(c -> Due.of(c, clearing.books().followedDrill().orElseThrow(), books.lastDrill(), now));
        DrillRule next = due.map(d -> decide(view, clearing.books(), d, isOpen))
                .orElse(new DrillRule(clearing.books(), Optional.empty(), Optional.empty(), Optional.empty()));
        return new DrillRule(
                next.books(),
                places.change().or(clearing::change).or(next::change).or(() -> tidying(view, isOpen)),
                clearing.question(),
                clearing.note());
    }

    private static DrillRule decide(ScheduleView view, Books books, Due due, boolean isOpen) {
        String name = RunName.restore(view.name(), due.at());
        Optional<String> objection = objection(view, name, isOpen);
        return objection.isPresent()
                ? new DrillRule(
                        books.leftOut(name, due.at(), objection.get()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                : new DrillRule(
                        books,
                        view.newestGood()
                                .map(run -> new Change.Create(DrillRestore.of(view.schedule(), run.name(), due.at()))),
                        Optional.empty(),
                        Optional.empty());
    }

    private static Optional<String> objection(ScheduleView view, String name, boolean isOpen) {
        if (isOpen) {
            return Optional.of("the drill before has not ended, or left something that is still to be cleared away");
        }
        if (view.newestGood().isEmpty()) {
            return Optional.of("there is no good snapshot");
        }
        if (view.foreign().contains(name)) {
            return Optional.of("there is a Restore of this name that is not this schedule's");
        }
        return view.schedule().getSpec().drill().throwAwayCluster() == null
                ? Optional.empty()
                : ThrowAwayPlaces.obstacle(view);
    }

    private static Optional<Change> tidying(ScheduleView view, boolean isOpen) {
        return view.drills().stream()
                .filter(drill -> drill.endedAt().isPresent() && !drill.deleting() && !isOpen)
                .skip(KEPT)
                .reduce((newer, older) -> older)
                .map(drill -> new Change.Delete(
                        Kind.Restore, drill.name(), drill.uid(), "the newest " + KEPT + " drills are kept"));
    }
}
