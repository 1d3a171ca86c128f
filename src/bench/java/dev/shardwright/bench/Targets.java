package dev.shardwright.bench;

import java.util.Optional;

/**
 * What is asked of so many clusters, and what ECK needs for them. Nothing is asked of a number that the table of goals does
 * not name.
 *
 * @param seconds until all StatefulSets exist
 * @param writes  for each cluster until then
 * @param cpu     seconds until then
 * @param memory  resident, in MB
 * @param idle    CPU seconds in an idle minute
 * @param eck     the rival's
 */
record Targets(
        Optional<Goal> seconds,
        Optional<Goal> writes,
        Optional<Goal> cpu,
        Optional<Goal> memory,
        Optional<Goal> idle,
        Eck eck) {

    /** The rival's figures in words; null where it was not measured. */
    record Eck(String seconds, String writes, String cpu, String memory, String idle) {
        static final Eck UNKNOWN = new Eck(null, null, null, null, null);
    }

    static Targets of(int clusters) {
        Optional<Goal> none = Optional.empty();
        return switch (clusters) {
            case 50 ->
                new Targets(
                        Optional.of(Goal.atMost(21)),
                        Optional.of(Goal.atMost(20)),
                        Optional.of(Goal.atMost(20)),
                        none,
                        Optional.of(Goal.under(1)),
                        new Eck("42 s", "28", "40 s", "125 MB", "112 s"));
            case 200 ->
                new Targets(
                        Optional.of(Goal.atMost(60)),
                        none,
                        none,
                        Optional.of(Goal.under(200)),
                        none,
                        new Eck("291 s", null, null, "273 MB", null));
            case 1000 ->
                new Targets(none, none, none, Optional.of(Goal.under(400)), Optional.of(Goal.under(5)), Eck.UNKNOWN);
            default -> new Targets(none, none, none, none, none, Eck.UNKNOWN);
        };
    }

    Line secondsLine(double figure) {
        return line("seconds", "until all StatefulSets exist", figure, "s", seconds)
                .eck(eck.seconds());
    }

    Line writesLine(double figure) {
        return line("writes", "writes a cluster until then", figure, "", writes).eck(eck.writes());
    }

    Line cpuLine(double figure) {
        return line("cpu-sets", "CPU until then", figure, "s", cpu).eck(eck.cpu());
    }

    Line idleLine(double figure) {
        return line("idle-cpu", "CPU in an idle minute", figure, "s", idle).eck(eck.idle());
    }

    Line memoryLine(String id, String what, double figure) {
        return line(id, what, figure, "MB", memory).eck(eck.memory());
    }

    private static Line line(String id, String what, double figure, String unit, Optional<Goal> goal) {
        return goal.map(g -> Line.of(id, what, figure, unit, g)).orElseGet(() -> Line.of(id, what, figure, unit));
    }
}
