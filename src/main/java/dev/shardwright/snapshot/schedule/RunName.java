package dev.shardwright.snapshot.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * Names of what a schedule makes. They follow from the time for which a run was due: made twice, it is the same object.
 * They never change.
 */
final class RunName {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final String DRILL = "-drill";

    private RunName() {}

    /** The Snapshot of the run that is due then, for example nightly-20261122-020000 (UTC). */
    static String snapshot(String schedule, Instant due) {
        return schedule + "-" + STAMP.format(due.atOffset(ZoneOffset.UTC));
    }

    /** The Restore of the drill that is due then. */
    static String restore(String schedule, Instant due) {
        return snapshot(schedule + DRILL, due);
    }

    /** The ElasticCluster that is thrown away after a drill, and the SnapshotRepository on it. */
    static String throwAway(String schedule) {
        return schedule + DRILL;
    }

    /** When the run was due that a Snapshot or Restore of this schedule is named after. */
    static Optional<Instant> due(String schedule, String name) {
        String rest = name.startsWith(schedule + DRILL + "-")
                ? name.substring(schedule.length() + DRILL.length())
                : name.startsWith(schedule) ? name.substring(schedule.length()) : "";
        try {
            return rest.startsWith("-")
                    ? Optional.of(LocalDateTime.parse(rest.substring(1), STAMP).toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
