package dev.shardwright.bench;

import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Repeatedly;
import dev.shardwright.e2e.harness.Requests;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody edits a spec each second, at random: whether memory grows with it. */
final class Edits {
    private static final String KEYS = "keys";
    private static final long SEED = 7;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** Parts of the time: of ten minutes, those from the second to the fourth, and the last three. */
    private static final double EARLY_FROM = 0.2;

    private static final double EARLY_TO = 0.4;
    private static final double LATE_FROM = 0.7;
    private static final double FLAT = 1.05;

    private final Fleet fleet;
    private final List<ClusterManifest> manifests;
    private final Random random = new Random(SEED);

    private Edits(Fleet fleet) {
        this.fleet = fleet;
        this.manifests = new ArrayList<>(fleet.manifests());
    }

    private record Look(Instant at, double memory, OptionalDouble heap) {}

    static List<Line> measure(Bed bed, Fleet fleet) {
        fleet.space()
                .apply(new SecretBuilder()
                        .withNewMetadata()
                        .withName(KEYS)
                        .endMetadata()
                        .addToStringData(Map.of("bench.key", "value"))
                        .build());
        Edits edits = new Edits(fleet);
        OperatorProcess process = bed.process();
        Door door = bed.door();
        List<Look> looks = new CopyOnWriteArrayList<>();
        Instant began = Instant.now();
        double before = process.cpu();
        int made;
        try (Repeatedly editing = Repeatedly.every("edit", Duration.ofSeconds(1), edits::one);
                Repeatedly looking = Repeatedly.every(
                        "memory",
                        BETWEEN_LOOKS,
                        () -> looks.add(new Look(Instant.now(), process.memory(), door.liveHeap())))) {
            Pause.of("an edit each second", Size.EDITS.seconds());
            made = editing.times();
            Console.say("  %d edits, %d looks at the memory".formatted(made, looking.times()));
        }
        Instant ended = Instant.now();
        Requests requests = bed.requests(began, ended);
        double early = memory(looks, began, EARLY_FROM, EARLY_TO);
        double late = memory(looks, began, LATE_FROM, 1);
        List<Line> lines = new ArrayList<>(List.of(
                Line.of("edits", "random edits of specs, one a second", made, "")
                        .detail("writes: " + requests.writes()),
                Line.of(
                        "edits-cpu",
                        "CPU for a minute of them",
                        (process.cpu() - before) * 60 / Size.EDITS.number(),
                        "s"),
                Line.of("edits-memory", "resident memory in their last three tenths, median", late, "MB"),
                Line.of(
                        "edits-growth",
                        "against that of their third and fourth tenth",
                        late / early,
                        "",
                        Goal.atMost(FLAT))));
        heap(looks)
                .ifPresent(mega -> lines.add(Line.of("edits-heap", "heap after the last full collection", mega, "MB")));
        return lines;
    }

    private static double memory(List<Look> looks, Instant began, double from, double to) {
        Instant first = began.plusMillis(Math.round(Size.EDITS.number() * 1000 * from));
        Instant last = began.plusMillis(Math.round(Size.EDITS.number() * 1000 * to));
        return Figures.median(looks.stream()
                .filter(look -> !look.at().isBefore(first) && !look.at().isAfter(last))
                .map(Look::memory)
                .toList());
    }

    private static OptionalDouble heap(List<Look> looks) {
        OptionalDouble last = looks.getLast().heap();
        return last.isPresent() ? OptionalDouble.of(last.getAsDouble() / 1e6) : last;
    }

    /** Another spec for one of the clusters, which each makes the operator write. */
    private void one() {
        int cluster = random.nextInt(manifests.size());
        ClusterManifest before = manifests.get(cluster);
        ClusterManifest after =
                switch (random.nextInt(4)) {
                    case 0 ->
                        before.put("/http", "{service: {annotations: {edit: \"%d\"}}}".formatted(random.nextInt()));
                    case 1 -> before.put("/placement", "{spread: %s}".formatted(other(before, "Preferred", "None")));
                    case 2 ->
                        before.put(
                                "/secureSettings",
                                before.spec().path("secureSettings").isEmpty() ? "[{secretName: " + KEYS + "}]" : "[]");
                    default -> before.putInPool("data", "replicas", dataNodes(before));
                };
        fleet.space().apply(after);
        manifests.set(cluster, after);
    }

    private static String other(ClusterManifest manifest, String one, String another) {
        return one.equals(manifest.spec().path("placement").path("spread").asText(one)) ? another : one;
    }

    private static String dataNodes(ClusterManifest manifest) {
        return manifest.pool("data").path("replicas").asInt() == 2 ? "3" : "2";
    }
}
