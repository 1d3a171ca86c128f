package dev.shardwright.bench;

import dev.shardwright.bench.SimulatedElasticsearch.Mode;
import dev.shardwright.e2e.harness.Console;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rounds in which the last cluster answers or hangs; the passes over the others are compared. */
final class HangingRounds {
    /** Of each cluster: enough passes for a slowest hundredth that means something. */
    private static final int TOUCHES_A_SECOND = 4;

    private final SimulatedClusters clusters;
    private final PassStream passes;
    private final Map<Mode, List<List<Double>>> rounds = new EnumMap<>(Mode.class);

    HangingRounds(SimulatedClusters clusters, PassStream passes) {
        this.clusters = clusters;
        this.passes = passes;
    }

    /**
     * As the machine is never quite still, the kinds of rounds alternate; all passes of a kind are taken together, for the
     * slowest hundredth of one round are five.
     */
    List<Line> measure() {
        for (int round = 0; round < Size.ROUNDS.number(); round++) {
            for (Mode mode : Mode.values()) {
                clusters.last(mode);
                try (Touches touches = Touches.regular(clusters, TOUCHES_A_SECOND)) {
                    List<Double> found = PassesSection.window(passes, name -> !name.equals(clusters.lastName()));
                    Console.say("  %s: %d touches".formatted(mode, touches.made()));
                    rounds.computeIfAbsent(mode, m -> new ArrayList<>()).add(found);
                }
            }
        }
        clusters.last(Mode.ANSWERS);
        List<Line> lines = new ArrayList<>();
        for (double share : new double[] {0.99, 0.5}) {
            String name = share == 0.5 ? "median" : "99th percentile";
            String id = share == 0.5 ? "p50" : "p99";
            lines.add(Line.of(
                            id + "-answering",
                            "9 clusters beside one that answers: a pass, " + name,
                            of(Mode.ANSWERS, share),
                            "ms")
                    .detail("rounds: " + each(Mode.ANSWERS, share)));
            lines.add(ratio(id + "-accepting", "one that accepts and never answers", name, Mode.ACCEPTS, share));
            lines.add(ratio(
                    id + "-greeting", "one that does the TLS handshake and never answers", name, Mode.GREETS, share));
        }
        return lines;
    }

    private Line ratio(String id, String beside, String name, Mode mode, double share) {
        return Line.of(
                        id,
                        "beside " + beside + ": " + name + ", ratio",
                        of(mode, share) / of(Mode.ANSWERS, share),
                        "",
                        PassesSection.goal())
                .detail("ms in rounds: " + each(mode, share));
    }

    private double of(Mode mode, double share) {
        return Percentile.of(rounds.get(mode).stream().flatMap(List::stream).toList(), share);
    }

    private String each(Mode mode, double share) {
        return rounds.get(mode).stream()
                .map(round -> Figure.text(Percentile.of(round, share)))
                .toList()
                .toString();
    }
}
