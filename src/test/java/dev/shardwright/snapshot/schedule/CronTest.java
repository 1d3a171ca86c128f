package dev.shardwright.snapshot.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    @ParameterizedTest(name = "{0} in {1} after {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            0 2 * * *        | Etc/UTC       | 2026-11-22T01:59:59Z | 2026-11-22T02:00:00Z
            0 2 * * *        | Etc/UTC       | 2026-11-22T02:00:00Z | 2026-11-23T02:00:00Z
            0 2 * * *        | Europe/Berlin | 2026-11-22T00:00:00Z | 2026-11-22T01:00:00Z
            0 2 * * *        | Europe/Berlin | 2026-07-22T00:00:00Z | 2026-07-23T00:00:00Z
            */15 8-9 * * 1-5 | Etc/UTC       | 2026-11-20T09:45:00Z | 2026-11-23T08:00:00Z
            0 0 29 2 *       | Etc/UTC       | 2026-11-22T00:00:00Z | 2028-02-29T00:00:00Z
            0 0 1 * 1        | Etc/UTC       | 2026-11-24T00:00:00Z | 2026-11-30T00:00:00Z
            0 0 1 * 1        | Etc/UTC       | 2026-11-30T00:00:00Z | 2026-12-01T00:00:00Z
            0 5 * * 0        | Etc/UTC       | 2026-11-22T05:00:00Z | 2026-11-29T05:00:00Z
            0 5 * * 7        | Etc/UTC       | 2026-11-22T05:00:00Z | 2026-11-29T05:00:00Z
            0 5 * * SUN      | Etc/UTC       | 2026-11-22T05:00:00Z | 2026-11-29T05:00:00Z
            0 5 1 JAN *      | Etc/UTC       | 2026-11-22T05:00:00Z | 2027-01-01T05:00:00Z
            @hourly          | Etc/UTC       | 2026-11-22T05:00:00Z | 2026-11-22T06:00:00Z
            @daily           | Etc/UTC       | 2026-11-22T05:00:00Z | 2026-11-23T00:00:00Z
            @midnight        | Asia/Kolkata  | 2026-11-22T05:00:00Z | 2026-11-22T18:30:00Z
            @weekly          | Etc/UTC       | 2026-11-22T05:00:00Z | 2026-11-29T00:00:00Z
            @monthly         | Etc/UTC       | 2026-11-22T05:00:00Z | 2026-12-01T00:00:00Z
            @yearly          | Etc/UTC       | 2026-11-22T05:00:00Z | 2027-01-01T00:00:00Z
            @annually        | Etc/UTC       | 2026-11-22T05:00:00Z | 2027-01-01T00:00:00Z
            """)
    void comesNext(String expression, String zone, Instant after, Instant next) {
        assertThat(cron(expression, zone).next(after)).contains(next);
    }

    @ParameterizedTest(name = "{0} in {1} up to {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            0 2 * * *  | Etc/UTC       | 2026-11-22T02:00:00Z     | 2026-11-22T02:00:00Z
            0 2 * * *  | Etc/UTC       | 2026-11-22T02:00:00.001Z | 2026-11-22T02:00:00Z
            0 2 * * *  | Etc/UTC       | 2026-11-22T01:59:59.999Z | 2026-11-21T02:00:00Z
            0 2 * * *  | Europe/Berlin | 2026-11-22T01:00:00Z     | 2026-11-22T01:00:00Z
            0 0 29 2 * | Etc/UTC       | 2026-11-22T00:00:00Z     | 2024-02-29T00:00:00Z
            """)
    void cameLast(String expression, String zone, Instant upTo, Instant last) {
        assertThat(cron(expression, zone).last(upTo)).contains(last);
    }

    @Test
    void timeThatTheClockSkipsComesOnceAtTheChange() {
        Cron cron = cron("30 2 * * *", "Europe/Berlin");
        assertThat(times(cron, "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z"))
                .containsExactly(
                        Instant.parse("2026-03-28T01:30:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void severalSkippedTimesAreOne() {
        assertThat(times(cron("*/20 * * * *", "Europe/Berlin"), "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"))
                .containsExactly(
                        Instant.parse("2026-03-29T00:40:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-29T01:20:00Z"));
    }

    @Test
    void timeThatTheClockDoublesComesOnceTheFirstTime() {
        Cron cron = cron("30 2 * * *", "Europe/Berlin");
        assertThat(times(cron, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
        assertThat(cron.last(Instant.parse("2026-10-25T01:10:00Z")))
                .as("the clock shows 2:10 for the second time")
                .contains(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0 2 * *", "0 2 * * * *", "60 2 * * *", "0 24 * * *", "0 2 0 * *", "0 2 32 * *", "0 2 * 13 *",
                "0 2 * * 8", "a b c d e", "@reboot", "@often", "0 2 * * MOO", "0 2 L * *", "0 2 ? * *", "-1 2 * * *",
                "0 2 * * 1#2", "5-1-2 * * * *", "*/0 * * * *", "0 2 * * * 2026", "1,,2 * * * *", "0\t2 * *",
                        "TZ=UTC 0 2 * * *"
            })
    void whatIsNotUnderstoodIsToldWithFieldAndWayOut(String expression) {
        Cron.Reading reading = Cron.read("spec.drill.schedule", expression, "Etc/UTC");
        assertThat(reading.cron()).isEmpty();
        assertThat(reading.flaw().orElseThrow())
                .startsWith("spec.drill.schedule: \"" + expression + "\"")
                .contains("for example 0 2 * * *");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *"})
    void dayThatNeverComesIsAFlaw(String expression) {
        assertThat(Cron.read("spec.schedule", expression, "Etc/UTC").flaw().orElseThrow())
                .startsWith("spec.schedule:")
                .contains("never comes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Atlantis", "local", "", "+25:00"})
    void unknownTimeZoneIsAFlaw(String zone) {
        assertThat(Cron.read("spec.schedule", "0 2 * * *", zone).flaw().orElseThrow())
                .startsWith("spec.timeZone: " + zone)
                .contains("Europe/Berlin");
    }

    /** Whatever the expression, the zone and the time: the times are those that the fields name, each once. */
    @Test
    void timesAreThoseThatTheFieldsName() {
        Random random = new Random(20261122);
        List<String> zones = List.of(
                "Etc/UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "America/Sao_Paulo",
                "Africa/Cairo");
        List<String> near = List.of(
                "2026-03-29T00:00:00Z",
                "2026-10-25T00:00:00Z",
                "2026-11-01T05:00:00Z",
                "2011-12-30T00:00:00Z",
                "2026-04-04T15:00:00Z",
                "2018-11-04T02:00:00Z",
                "2028-02-28T22:00:00Z");
        for (int i = 0; i < 400; i++) {
            Fields fields = Fields.random(random);
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Instant from = Instant.parse(near.get(random.nextInt(near.size())))
                    .minus(Duration.ofMinutes(random.nextInt(2000)));
            Instant until = from.plus(Duration.ofDays(3));
            TreeSet<Instant> expected = fields.times(zone, from, until);
            Cron cron = cron(fields.toString(), zone.getId());
            assertThat(times(cron, from.toString(), until.toString()))
                    .as("%s in %s from %s", fields, zone, from)
                    .containsExactlyElementsOf(expected);
            for (int j = 0; j < 5; j++) {
                Instant at = from.plusSeconds(random.nextInt(3 * 86_400));
                Optional<Instant> last = Optional.ofNullable(expected.floor(at));
                if (last.isPresent()) {
                    assertThat(cron.last(at))
                            .as("%s in %s up to %s", fields, zone, at)
                            .isEqualTo(last);
                }
            }
        }
    }

    /** The five fields as sets of numbers, or all. */
    private record Fields(List<List<Integer>> allowed) {
        static Fields random(Random random) {
            int[][] ranges = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 6}};
            int[] chanceOfAll = {5, 2, 2, 1, 2};
            List<List<Integer>> fields = new ArrayList<>();
            for (int f = 0; f < ranges.length; f++) {
                TreeSet<Integer> some = new TreeSet<>();
                if (random.nextInt(f == 3 ? 6 : chanceOfAll[f] + 1) == 0 || (f == 0 && random.nextInt(4) > 0)) {
                    for (int n = 1 + random.nextInt(4); n > 0; n--) {
                        some.add(ranges[f][0] + random.nextInt(ranges[f][1] - ranges[f][0] + 1));
                    }
                    if (f == 2 && some.stream().allMatch(d -> d > 28)) {
                        some.add(1);
                    }
                }
                fields.add(List.copyOf(some));
            }
            return new Fields(fields);
        }

        boolean name(LocalDateTime t) {
            boolean day = allows(2, t.getDayOfMonth());
            boolean weekday = allows(4, t.getDayOfWeek().getValue() % 7);
            boolean both = !allowed.get(2).isEmpty() && !allowed.get(4).isEmpty();
            return allows(0, t.getMinute())
                    && allows(1, t.getHour())
                    && allows(3, t.getMonthValue())
                    && (both ? day || weekday : day && weekday);
        }

        private boolean allows(int field, int value) {
            return allowed.get(field).isEmpty() || allowed.get(field).contains(value);
        }

        /** Every minute that a wall clock could ever show is looked at. */
        TreeSet<Instant> times(ZoneId zone, Instant from, Instant until) {
            TreeSet<Instant> times = new TreeSet<>();
            LocalDateTime end = LocalDateTime.ofInstant(until, zone).plusDays(2);
            LocalDateTime t = LocalDateTime.ofInstant(from, zone)
                    .minusDays(2)
                    .withSecond(0)
                    .withNano(0);
            for (; t.isBefore(end); t = t.plusMinutes(1)) {
                if (name(t)) {
                    Instant at = zone.getRules().getValidOffsets(t).isEmpty()
                            ? zone.getRules().getTransition(t).getInstant()
                            : t.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
                    if (at.isAfter(from) && !at.isAfter(until)) {
                        times.add(at);
                    }
                }
            }
            return times;
        }

        @Override
        public String toString() {
            return String.join(
                    " ",
                    allowed.stream()
                            .map(f -> f.isEmpty()
                                    ? "*"
                                    : String.join(
                                            ",", f.stream().map(String::valueOf).toList()))
                            .toList());
        }
    }

    private static List<Instant> times(Cron cron, String from, String until) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> at = cron.next(Instant.parse(from));
        while (at.filter(a -> !a.isAfter(Instant.parse(until))).isPresent()) {
            times.add(at.get());
            at = cron.next(at.get());
        }
        return times;
    }

    private static Cron cron(String expression, String zone) {
        return Cron.read("spec.schedule", expression, zone).cron().orElseThrow();
    }
}
