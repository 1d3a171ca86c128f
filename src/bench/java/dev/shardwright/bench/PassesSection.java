package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Space;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Passes over clusters whose Elasticsearch is simulated: how many, how long, and whether one that hangs is felt by others. */
final class PassesSection implements Section {
    private static final int HANGING_AMONG = 10;
    private static final int TOUCHES_A_SECOND = 2;
    private static final double RATIO = 1.10;

    private final List<Line> lines = new ArrayList<>();

    @Override
    public String name() {
        return "passes";
    }

    @Override
    public String title() {
        return "Passes over clusters that answer (Elasticsearch simulated)";
    }

    @Override
    public List<Line> measure() {
        try (Bed bed = Bed.fresh();
                Space space = bed.space("passes");
                SimulatedClusters clusters = new SimulatedClusters(space);
                PassStream passes = PassStream.of(bed)) {
            for (int size : List.of(1, HANGING_AMONG, Size.SIMULATED.number())) {
                clusters.grow(size);
                Quiet.await(bed);
                measure(bed, clusters, passes);
                if (size == HANGING_AMONG) {
                    lines.addAll(new HangingRounds(clusters, passes).measure());
                }
            }
            return List.copyOf(lines);
        }
    }

    private void measure(Bed bed, SimulatedClusters clusters, PassStream passes) {
        String of = clusters.size() + (clusters.size() == 1 ? " cluster: " : " clusters: ");
        String id = "-" + clusters.size();
        List<Double> calm;
        int threads;
        try (Touches touches = Touches.regular(clusters, TOUCHES_A_SECOND)) {
            calm = window(passes, cluster -> true);
            Console.say("  touches: " + touches.made());
            threads = bed.process().threads();
        }
        lines.add(Line.of("p50" + id, of + "a pass, median", Percentile.of(calm, 0.5), "ms"));
        lines.add(Line.of("p99" + id, of + "a pass, 99th percentile", Percentile.of(calm, 0.99), "ms")
                .detail(calm.size() + " passes"));
        lines.add(Line.of("threads" + id, of + "threads of the operator", threads, ""));
        try (Touches touches = Touches.asFastAsPossible(clusters)) {
            List<Double> flood = window(passes, cluster -> true);
            Console.say("  touches: " + touches.made());
            double aSecond = (double) flood.size() / Size.ROUND.number();
            lines.add(Line.of("rate" + id, of + "passes a second, on two cores with the API server", aSecond, ""));
        }
    }

    /** The passes of the time that begins now, in milliseconds. */
    static List<Double> window(PassStream passes, Predicate<String> wanted) {
        Instant from = Instant.now();
        Pause.of("passes", Size.ROUND.seconds());
        List<Double> found = passes.between(from, Instant.now(), wanted);
        Console.say("  %d passes, median %.2f ms, p99 %.2f ms"
                .formatted(found.size(), Figures.median(found), Percentile.of(found, 0.99)));
        return found;
    }

    static Goal goal() {
        return Goal.atMost(RATIO);
    }
}
