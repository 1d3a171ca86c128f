package dev.shardwright.snapshot.schedule;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The times of a cron expression in a time zone.
 *
 * <p>Each time of the wall clock stands for exactly one moment: one that a change of the clock skips for the moment of the
 * change, one that it doubles for the first of the two. Several that stand for the same moment are one.
 */
final class Cron {
    private static final CronDefinition FIVE_FIELDS = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withStrictRange()
            .and()
            .withHours()
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withStrictRange()
            .and()
            .withMonth()
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .withStrictRange()
            .and()
            .withSupportedNicknameYearly()
            .withSupportedNicknameAnnually()
            .withSupportedNicknameMonthly()
            .withSupportedNicknameWeekly()
            .withSupportedNicknameDaily()
            .withSupportedNicknameMidnight()
            .withSupportedNicknameHourly()
            .instance();

    private static final CronParser PARSER = new CronParser(FIVE_FIELDS);

    /** Before a leap day, so that every day of the calendar comes within four years. */
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2024, 1, 1, 0, 0);

    /** The wall clock without its changes: the library sees a day of 24 hours, always. */
    private final ExecutionTime times;

    private final ZoneId zone;

    private Cron(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * Either the times, or what is wrong.
     *
     * @param cron present when there is no flaw
     * @param flaw a sentence that names the field and the way out
     */
    record Reading(Optional<Cron> cron, Optional<String> flaw) {
        private static Reading flawed(String flaw) {
            return new Reading(Optional.empty(), Optional.of(flaw));
        }
    }

    /**
     * Reads an expression of five fields, or a macro such as @daily.
     *
     * @param field    where it stands in the spec
     * @param timeZone name of a time zone
     */
    static Reading read(String field, String expression, String timeZone) {
        ZoneId zone;
        try {
            zone = ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            return Reading.flawed("spec.timeZone: " + timeZone + " is no time zone: use a name such as Europe/Berlin");
        }
        ExecutionTime times;
        try {
            times = ExecutionTime.forCron(PARSER.parse(expression.strip()).validate());
        } catch (IllegalArgumentException e) {
            return Reading.flawed(field + ": \"" + expression + "\" is not understood: use five fields (minute hour day"
                    + " month weekday), for example 0 2 * * *, or a macro such as @daily");
        }
        Cron cron = new Cron(times, zone);
        return cron.nextOnTheWall(ANY_TIME).isPresent()
                ? new Reading(Optional.of(cron), Optional.empty())
                : Reading.flawed(field + ": \"" + expression + "\" names a day that never comes: correct day or month");
    }

    /** The first time after that moment. */
    Optional<Instant> next(Instant after) {
        Optional<LocalDateTime> time = nextOnTheWall(LocalDateTime.ofInstant(after, zone));
        while (time.isPresent() && !moment(time.get()).isAfter(after)) {
            time = time.flatMap(this::nextOnTheWall);
        }
        return time.map(this::moment);
    }

    /** The last time before that moment, or at it. */
    Optional<Instant> last(Instant upTo) {
        LocalDateTime clock = LocalDateTime.ofInstant(upTo, zone).withNano(0).plusSeconds(1);
        Optional<LocalDateTime> time =
                times.lastExecution(clock.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
        // In the second pass of a doubled hour all of the first one lies behind, whatever the clock shows.
        Optional<LocalDateTime> later = time.flatMap(this::nextOnTheWall);
        while (later.isPresent() && !moment(later.get()).isAfter(upTo)) {
            time = later;
            later = later.flatMap(this::nextOnTheWall);
        }
        return time.map(this::moment);
    }

    private Optional<LocalDateTime> nextOnTheWall(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    private Instant moment(LocalDateTime onTheWall) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(onTheWall);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(onTheWall).getInstant()
                : onTheWall.toInstant(offsets.getFirst());
    }
}
