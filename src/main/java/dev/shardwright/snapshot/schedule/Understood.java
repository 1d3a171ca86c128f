package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.Retention;
import dev.shardwright.api.snapshot.SnapshotScheduleSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the operator makes of a spec. Each part stands for itself: a drill that is not understood stops no backup.
 *
 * @param runs   when runs are due; empty when that is not understood
 * @param drills when drills are due; empty without a drill, and when it is not understood
 * @param maxAge of good snapshots; empty when age does not count
 * @param isRetentionClear whether retention is understood: if not, nothing is deleted
 * @param flaws  what is wrong, a sentence each
 */
record Understood(
        Optional<Cron> runs,
        Optional<Cron> drills,
        Optional<Duration> maxAge,
        boolean isRetentionClear,
        List<String> flaws) {
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,5})([hdw])");

    static Understood of(SnapshotScheduleSpec spec) {
        Cron.Reading runs = Cron.read("spec.schedule", spec.schedule(), spec.timeZone());
        Optional<Cron.Reading> drills = Optional.ofNullable(spec.drill())
                .map(drill -> Cron.read("spec.drill.schedule", drill.schedule(), spec.timeZone()));
        Optional<String> age = Optional.ofNullable(spec.retention()).map(Retention::maxAge);
        Optional<Duration> maxAge = age.flatMap(Understood::age);
        Optional<String> unclear = age.filter(a -> maxAge.isEmpty())
                .map(a -> "spec.retention.maxAge: " + a + " is not understood: use a number with h, d or w, for example"
                        + " 30d");
        return new Understood(
                runs.cron(),
                drills.flatMap(Cron.Reading::cron),
                maxAge,
                unclear.isEmpty(),
                Stream.of(runs.flaw(), drills.flatMap(Cron.Reading::flaw), unclear)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
    }

    private static Optional<Duration> age(String text) {
        Matcher m = AGE.matcher(text);
        return m.matches() ? Optional.of(unit(m.group(2)).multipliedBy(Long.parseLong(m.group(1)))) : Optional.empty();
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }
}
