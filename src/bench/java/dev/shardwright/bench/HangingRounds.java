package dev.shardwright.bench;

import dev.shardwright.bench.SimulatedElasticsearch.Mode;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rounds in which the last cluster answers or hangs; the passes over the others are compared. */
final class HangingRounds {
    private final SimulatedClusters clusters;
    private final PassStream passes;
    private final Map<Mode, List<List<Double>>> rounds = new EnumMap<>(Mode.class);

    HangingRounds(SimulatedClusters clusters, PassStream passes) {
        this.clusters = clusters;
        this.passes = passes;
    }

    /** As the machine is never quite still, the kinds of rounds alternate, and medians of rounds are compared. */
    List<Line> measure() {
        for (int round = 0; round < Size.ROUNDS.number(); round++) {
            for (Mode mode : Mode.values()) {
                clusters.last(mode);
                try (Touches touches = Touches.regular(clusters, PassesSection.touches())) {
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
                            middle(Mode.ANSWERS, share),
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
                        middle(mode, share) / middle(Mode.ANSWERS, share),
                        "",
                        PassesSection.goal())
                .detail("ms in rounds: " + each(mode, share));
    }

    private double middle(Mode mode, double share) {
        return Figures.median(rounds.get(mode).stream()
                .map(round -> Percentile.of(round, share))
                .toList());
    }

    private String each(Mode mode, double share) {
        return rounds.get(mode).stream()
                .map(round -> Figure.text(Percentile.of(round, share)))
                .toList()
                .toString();
    }
}
