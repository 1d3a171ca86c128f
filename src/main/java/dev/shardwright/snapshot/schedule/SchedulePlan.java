package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to do for a schedule now, and what to say of it. Pure.
 *
 * <p>Who carries it out makes the change, writes the status when it differs from the one that is there, and gets the next
 * picture. It does not matter in which order, nor whether it is killed in between: a change is given only when all that it
 * builds upon stands in the status already, and the status speaks only of what the picture shows.
 *
 * @param change   at most one
 * @param question what to ask the cluster for the next picture
 * @param status   the new status
 * @param again    when to look again without an event; empty when only an event brings something new
 */
record SchedulePlan(
        Optional<Change> change,
        Optional<Scratch.Question> question,
        SnapshotScheduleStatus status,
        Optional<Instant> again) {

    static SchedulePlan of(ScheduleView view, Instant now) {
        Understood understood = Understood.of(view.schedule().getSpec());
        Books recorded = Books.of(view.schedule().getStatus());
        Books followed = Following.of(view.schedule(), recorded, now);
        RunRule run = RunRule.of(view, followed, understood.runs(), now);
        DrillRule drill = DrillRule.of(view, run.books(), understood.drills(), now);
        Optional<RetentionRule> retention = RetentionRule.of(view, understood, now);
        Books books = drill.books();
        boolean settled = books.equals(recorded);
        Optional<Instant> nextRun = next(understood.runs(), books.lastRun(), now)
                .filter(at -> !view.schedule().getSpec().suspend());
        Optional<Instant> nextDrill = next(understood.drills(), books.lastDrill(), now);
        SnapshotScheduleStatus status = status(view, understood, books, drill.note(), nextRun, nextDrill, now);
        return new SchedulePlan(
                run.change()
                        .or(drill::change)
                        .or(() -> retention.flatMap(RetentionRule::next))
                        .filter(c -> settled),
                drill.question(),
                status,
                settled
                        ? earliest(Stream.of(nextRun, nextDrill, retention.flatMap(RetentionRule::nextExpiry)))
                        : Optional.of(now));
    }

    /** A time that has been dealt with does not come again when the clock goes back. */
    private static Optional<Instant> next(Optional<Cron> cron, Optional<Instant> last, Instant now) {
        return cron.flatMap(c -> c.next(last.filter(l -> l.isAfter(now)).orElse(now)));
    }

    private static Optional<Instant> earliest(Stream<Optional<Instant>> times) {
        return times.flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private static SnapshotScheduleStatus status(
            ScheduleView view,
            Understood understood,
            Books books,
            Optional<String> note,
            Optional<Instant> nextRun,
            Optional<Instant> nextDrill,
            Instant now) {
        Outcomes outcomes = Outcomes.of(view, books);
        long generation = view.schedule().getMetadata().getGeneration();
        List<Condition> before = view.schedule().getStatus() == null
                ? List.of()
                : view.schedule().getStatus().conditions();
        return new SnapshotScheduleStatus(
                generation,
                books.followed().orElse(null),
                books.followedDrill().orElse(null),
                text(books.lastRun()),
                outcomes.success().orElse(null),
                outcomes.failure().orElse(null),
                books.lastMissed().orElse(null),
                outcomes.proof().orElse(null),
                outcomes.failedDrill().orElse(null),
                text(books.lastDrill()),
                books.clearedDrill().orElse(null),
                text(nextRun),
                text(nextDrill),
                (int) view.runs().stream().filter(Run::isGood).count(),
                List.of(
                        ReadyCondition.of(view, understood, books, nextRun, note, now)
                                .condition(ReadyCondition.TYPE, before, generation, now),
                        ProtectedCondition.of(view, understood, books, outcomes)
                                .condition(ProtectedCondition.TYPE, before, generation, now)));
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
