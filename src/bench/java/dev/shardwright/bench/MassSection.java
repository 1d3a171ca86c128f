package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Requests;
import dev.shardwright.e2e.harness.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Many clusters whose pods no node can take: what it takes to make them, and to leave them alone. */
final class MassSection implements Section {
    private static final String PREFIX = "mass-";
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final int clusters;
    private final Targets targets;
    private final List<Line> lines = new ArrayList<>();

    MassSection(int clusters) {
        this.clusters = clusters;
        this.targets = Targets.of(clusters);
    }

    /** The number of clusters of a section called mass-N; empty for any other. */
    static Optional<Integer> clusters(String section) {
        return section.matches(PREFIX + "[1-9][0-9]{0,4}")
                ? Optional.of(Integer.parseInt(section.substring(PREFIX.length())))
                : Optional.empty();
    }

    @Override
    public String name() {
        return PREFIX + clusters;
    }

    @Override
    public String title() {
        return clusters + " clusters, 3 masters + 2 data each, unschedulable";
    }

    @Override
    public List<Line> measure() {
        try (Bed bed = Bed.fresh()) {
            Fleet fleet = Fleet.unschedulable(bed.space("mass"), clusters);
            formation(bed, fleet);
            idle(bed);
            if (clusters >= Size.LARGE.number()) {
                lines.addAll(Restart.measure(bed, clusters));
                lines.addAll(Edits.measure(bed, fleet));
            }
            return List.copyOf(lines);
        }
    }

    private void formation(Bed bed, Fleet fleet) {
        OperatorProcess process = bed.process();
        double before = process.cpu();
        Fleet.Made made = fleet.apply();
        double cpuSets = process.cpu() - before;
        Console.say("  all StatefulSets after %.1f s, %.1f CPU s".formatted(made.seconds(), cpuSets));
        fleet.awaitPods();
        Instant settled = settled(bed, fleet);
        double cpuSettled = process.cpu() - before;
        Requests untilSets = bed.requests(made.began(), made.sets());
        Requests untilSettled = bed.requests(made.began(), Instant.now());
        double writes = (double) untilSets.writes().size() / clusters;
        lines.add(targets.secondsLine(made.seconds()));
        lines.add(targets.writesLine(writes).detail("requests a cluster: " + Requested.byVerb(untilSets, clusters)));
        lines.add(targets.cpuLine(cpuSets));
        lines.add(Line.of(
                        "writes-settled",
                        "writes a cluster until nothing is left to do",
                        (double) untilSettled.writes().size() / clusters,
                        "")
                .detail("requests a cluster: " + Requested.byVerb(untilSettled, clusters)));
        lines.add(Line.of(
                "reads-settled",
                "reads a cluster until then",
                (double) untilSettled.reads().size() / clusters,
                ""));
        lines.add(Line.of(
                "seconds-settled",
                "until then",
                Duration.between(made.began(), settled).toMillis() / 1000.0,
                "s"));
        lines.add(Line.of("cpu-settled", "CPU until then", cpuSettled, "s"));
        lines.add(Line.of("reconciled", "clusters reconciled", (double) fleet.stalled(), "", Goal.exactly(clusters)));
        lines.add(targets.memoryLine("memory-settled", "resident memory then", process.memory()));
        lines.add(Line.of("memory-peak", "resident memory, peak", process.memoryPeak(), "MB"));
    }

    /** Each cluster is told, after a while, that no node takes its pods; nothing more happens then. */
    private Instant settled(Bed bed, Fleet fleet) {
        AtomicReference<Instant> last = new AtomicReference<>();
        Waiting.until("all clusters settled", PATIENCE, () -> fleet.stalled() + " of " + clusters, () -> {
            last.set(Quiet.await(bed));
            return fleet.stalled() >= clusters;
        });
        return last.get();
    }

    private void idle(Bed bed) {
        OperatorProcess process = bed.process();
        double before = process.cpu();
        Instant from = Instant.now();
        Pause.of("idle", Size.IDLE.seconds());
        Instant to = Instant.now();
        double minutes = Duration.between(from, to).toMillis() / 60_000.0;
        lines.add(targets.idleLine((process.cpu() - before) / minutes));
        Requests made = bed.requests(from, to);
        lines.add(Line.of(
                        "idle-requests",
                        "requests in an idle minute",
                        (made.reads().size() + made.writes().size()) / minutes,
                        "")
                .detail(made.toString()));
        lines.add(targets.memoryLine("memory-idle", "resident memory after it", process.memory()));
    }
}
