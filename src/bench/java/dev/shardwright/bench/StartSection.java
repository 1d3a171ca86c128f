package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Space;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast the operator is there: by the flags of its image, without any, and when another one leads before it. */
final class StartSection implements Section {
    private static final String LEASE = "shardwright-operator";
    private static final int SECONDS = 2;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Start of the operator";
    }

    @Override
    public List<Line> measure() {
        try (Bed bed = Bed.fresh();
                Space space = bed.space("start")) {
            bed.operator().scale(0);
            List<Start> deployed = new ArrayList<>();
            List<Start> plain = new ArrayList<>();
            double[] memory = new double[2];
            for (int i = 0; i < Size.STARTS.number(); i++) {
                boolean last = i == Size.STARTS.number() - 1;
                memory[0] = deployed(bed, new FirstReconcile(space, "deployed-" + i), deployed, last);
                memory[1] = plain(bed, new FirstReconcile(space, "plain-" + i), plain, last);
            }
            List<Double> handovers = handovers(bed);
            return List.of(
                    Line.of("ready", "process start to ready, median", ready(deployed), "s")
                            .detail("runs: " + deployed),
                    Line.of(
                                    "first-reconcile",
                                    "process start to first reconcile, median",
                                    reconciled(deployed),
                                    "s",
                                    Goal.atMost(SECONDS))
                            .eck("0.4 s"),
                    Line.of("memory-idle", "resident memory without clusters", memory[0], "MB"),
                    Line.of(
                                    "handover",
                                    "leader's pod deleted: until another leads, median",
                                    Figures.median(handovers),
                                    "s",
                                    Goal.atMost(SECONDS))
                            .eck("17.9 s")
                            .detail("runs: " + handovers),
                    Line.of("plain-ready", "plain `java -jar`, no flags: start to ready", ready(plain), "s")
                            .detail("runs: " + plain),
                    Line.of("plain-first-reconcile", "the same: to first reconcile", reconciled(plain), "s"),
                    Line.of("plain-memory-idle", "the same: resident memory without clusters", memory[1], "MB"));
        }
    }

    private record Start(double ready, double reconciled) {
        @Override
        public String toString() {
            return Figure.text(ready) + " and " + Figure.text(reconciled) + " s";
        }
    }

    private static double ready(List<Start> starts) {
        return Figures.median(starts.stream().map(Start::ready).toList());
    }

    private static double reconciled(List<Start> starts) {
        return Figures.median(starts.stream().map(Start::reconciled).toList());
    }

    private static double deployed(Bed bed, FirstReconcile first, List<Start> starts, boolean rest) {
        try (first) {
            free(bed);
            bed.operator().scaleWithoutWaiting(1);
            OperatorProcess process = Moment.when("the process", () -> bed.operator().pods().stream()
                    .flatMap(p -> OperatorProcess.in(p).stream())
                    .findFirst());
            starts.add(start(process, Door.of(process.address()), first));
            double memory = rest ? memory(first, process) : 0;
            bed.operator().scale(0);
            return memory;
        }
    }

    private static double plain(Bed bed, FirstReconcile first, List<Start> starts, boolean rest) {
        try (first) {
            free(bed);
            try (HostOperator operator = HostOperator.start()) {
                starts.add(start(operator.process(), operator.door(), first));
                return rest ? memory(first, operator.process()) : 0;
            }
        }
    }

    private static Start start(OperatorProcess process, Door door, FirstReconcile first) {
        Instant ready = Moment.when("ready", () -> door.ready() ? Optional.of(Instant.now()) : Optional.empty());
        Instant began = process.started();
        Start start = new Start(Moment.seconds(began, ready), Moment.seconds(began, first.await()));
        Console.say("  ready and first reconcile after " + start);
        return start;
    }

    /** At rest, and without the cluster that it has seen. */
    private static double memory(FirstReconcile first, OperatorProcess process) {
        first.close();
        Pause.of("without clusters", Size.REST.seconds());
        return process.memory();
    }

    /** What an earlier operator left is not what a start waits for. */
    private static void free(Bed bed) {
        bed.client().leases().inNamespace(Operator.NAMESPACE).withName(LEASE).delete();
    }

    private static List<Double> handovers(Bed bed) {
        bed.operator().scale(2);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < Size.HANDOVERS.number(); i++) {
            String leader = Moment.when("a leader", () -> leader(bed));
            Instant stopped = Instant.now();
            bed.client().pods().inNamespace(Operator.NAMESPACE).withName(leader).delete();
            Moment.when("another leader", () -> leader(bed).filter(l -> !l.equals(leader)));
            seconds.add(Moment.seconds(stopped, Instant.now()));
            Console.say("  another leads after %.2f s".formatted(seconds.getLast()));
            bed.operator().awaitReady();
        }
        return seconds;
    }

    /** The pod that holds the lease. */
    private static Optional<String> leader(Bed bed) {
        Lease lease = bed.client()
                .leases()
                .inNamespace(Operator.NAMESPACE)
                .withName(LEASE)
                .get();
        return Optional.ofNullable(lease)
                .map(l -> l.getSpec().getHolderIdentity())
                .filter(holder -> !holder.isBlank());
    }
}
