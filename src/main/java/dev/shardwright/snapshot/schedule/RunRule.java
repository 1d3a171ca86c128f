package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.ConcurrencyPolicy;
import dev.shardwright.api.snapshot.SnapshotScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a run begins. A run counts as dealt with when its Snapshot has been seen: killed at any point, the operator makes
 * it again under the same name, which is the same object. From then on its time lies behind, whatever becomes of it.
 *
 * @param books  as they are to be
 * @param change the Snapshot to make
 */
record RunRule(Books books, Optional<Change> change) {
    /** How many runs may wait or go on at once with {@link ConcurrencyPolicy#Allow}. */
    static final int AT_ONCE = 10;

    static RunRule of(ScheduleView view, Books before, Optional<Cron> cron, Instant now) {
        Books books = view.runs().stream()
                .map(Run::due)
                .filter(due -> !due.isAfter(now))
                .findFirst()
                .map(before::ran)
                .orElse(before);
        Optional<Due> due = cron.filter(c -> !view.schedule().getSpec().suspend())
                .flatMap(c -> Due.of(c, books.followed().orElseThrow(), books.lastRun(), now));
        return due.map(d -> decide(view, books, d, now)).orElse(new RunRule(books, Optional.empty()));
    }

    private static RunRule decide(ScheduleView view, Books books, Due due, Instant now) {
        String name = RunName.snapshot(view.name(), due.at());
        Optional<String> objection = objection(view, name, due.at(), now);
        if (objection.isPresent()) {
            String more = due.skipped() == 0 ? "" : "; so were " + count(due.skipped()) + " before it";
            return new RunRule(books.missed(name, due.at(), "left out: " + objection.get() + more), Optional.empty());
        }
        return due.before()
                .map(last -> new RunRule(
                        books.missed(RunName.snapshot(view.name(), last), last, skipped(due.skipped())),
                        Optional.empty()))
                .orElse(new RunRule(
                        books, Optional.of(new Change.Create(ScheduledSnapshot.of(view.schedule(), due.at())))));
    }

    private static Optional<String> objection(ScheduleView view, String name, Instant due, Instant now) {
        SnapshotScheduleSpec spec = view.schedule().getSpec();
        if (view.foreign().contains(name)) {
            return Optional.of("there is a Snapshot of this name that is not this schedule's");
        }
        Duration late = Duration.between(due, now);
        if (spec.startingDeadlineSeconds() != null && late.toSeconds() > spec.startingDeadlineSeconds()) {
            return Optional.of("it could only have begun " + late.toSeconds()
                    + " s late, and spec.startingDeadlineSeconds is " + spec.startingDeadlineSeconds());
        }
        List<Run> underWay = view.runs().stream().filter(Run::isUnderWay).toList();
        int allowed = spec.concurrencyPolicy() == ConcurrencyPolicy.Allow ? AT_ONCE : 1;
        return underWay.size() < allowed
                ? Optional.empty()
                : Optional.of(underWay.getFirst().name() + " has not ended: "
                        + underWay.getFirst().message());
    }

    private static String skipped(int number) {
        return "left out: it was over before it could begin, the operator was away or the schedule suspended; so were "
                + count(number - 1) + " before it";
    }

    private static String count(int number) {
        return number >= Due.MANY - 1 ? "many" : String.valueOf(number);
    }
}
