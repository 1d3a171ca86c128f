package dev.shardwright.bench;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.e2e.harness.Baseline;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Requests;
import dev.shardwright.e2e.harness.Space;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One real cluster: how long it takes against the same pods by hand, and what it costs once it is green. */
final class OneSection implements Section {
    private static final ClusterManifest SAMPLE = ClusterManifest.read(Path.of("samples", "quickstart.yaml"));
    private static final double TIMES_BY_HAND = 1.10;
    private static final int WRITES = 30;
    private static final double IDLE_CPU = 0.73;
    private static final int MEMORY = 130;

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> byHand = new ArrayList<>();
    private final List<Double> writes = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    @Override
    public String name() {
        return "one";
    }

    @Override
    public String title() {
        return "1 cluster, 3 masters + 2 data (samples/quickstart.yaml)";
    }

    @Override
    public List<Line> measure() {
        try (Bed bed = Bed.fresh()) {
            int pairs = Size.PAIRS.number();
            for (int pair = 0; pair < pairs; pair++) {
                // Which is first alternates, as the second finds warmer caches; the last of all is ours, and stays.
                if ((pairs - pair) % 2 == 1) {
                    byHand(bed);
                    ours(bed, pair == pairs - 1);
                } else {
                    ours(bed, false);
                    byHand(bed);
                }
            }
            List<Line> idle = List.copyOf(lines);
            lines.clear();
            double ratio = Figures.median(ours) / Figures.median(byHand);
            lines.add(Line.of("seconds", "`apply` to green, median", Figures.median(ours), "s")
                    .eck("82-85 s")
                    .detail("runs: " + ours));
            lines.add(Line.of("seconds-by-hand", "the same pods with TLS applied by hand", Figures.median(byHand), "s")
                    .eck("57 s")
                    .detail("runs: " + byHand));
            lines.add(Line.of("ratio", "ratio", ratio, "", Goal.atMost(TIMES_BY_HAND))
                    .eck("1.4-1.5"));
            lines.add(Line.of("writes", "writes until green, most", Percentile.of(writes, 1), "", Goal.atMost(WRITES))
                    .eck("78-91")
                    .detail("runs: " + writes));
            lines.addAll(idle);
            return List.copyOf(lines);
        }
    }

    private void byHand(Bed bed) {
        try (Space space = bed.space("hand")) {
            Baseline baseline = Baseline.of(spec());
            Instant began = Instant.now();
            baseline.apply(space).awaitGreen(spec().totalReplicas(), Cluster.FORMATION);
            byHand.add(since(began));
            Console.say("  by hand: green after %.1f s".formatted(byHand.getLast()));
        }
    }

    private void ours(Bed bed, boolean last) {
        try (Space space = bed.space("one")) {
            Instant began = Instant.now();
            Cluster cluster = space.apply(SAMPLE);
            cluster.elastic().awaitGreen(spec().totalReplicas(), Cluster.FORMATION);
            ours.add(since(began));
            cluster.awaitGreen();
            Requests made = bed.requests(began, Instant.now()).in(space.name()).writes();
            writes.add((double) made.size());
            Console.say("  by the operator: green after %.1f s, %s".formatted(ours.getLast(), made));
            if (last) {
                idle(bed);
            }
        }
    }

    private void idle(Bed bed) {
        Quiet.await(bed);
        OperatorProcess process = bed.process();
        Duration time = Size.GREEN_IDLE.seconds();
        double before = process.cpu();
        Instant from = Instant.now();
        Pause.of("green and idle", time);
        Instant to = Instant.now();
        double cpu = process.cpu() - before;
        Requests made = bed.requests(from, to);
        String during = "%s idle minutes: ".formatted(Figure.text(time.toSeconds() / 60.0));
        lines.add(Line.of("idle-reads", during + "reads", made.reads().size(), "", Goal.exactly(0))
                .eck("0"));
        lines.add(Line.of("idle-writes", during + "writes", made.writes().size(), "", Goal.exactly(0))
                .eck("0"));
        lines.add(Line.of("idle-cpu", during + "CPU", cpu, "s", Goal.under(IDLE_CPU))
                .eck("0.73 s"));
        lines.add(Line.of("memory", "resident memory", process.memory(), "MB", Goal.under(MEMORY))
                .eck("85 MB"));
    }

    private static double since(Instant began) {
        return Duration.between(began, Instant.now()).toMillis() / 1000.0;
    }

    private static ElasticClusterSpec spec() {
        return Serialization.unmarshal(SAMPLE.yaml(), ElasticCluster.class).getSpec();
    }
}
