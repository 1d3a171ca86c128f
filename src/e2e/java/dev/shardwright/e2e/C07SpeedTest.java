package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Elastic;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Resources;
import dev.shardwright.e2e.harness.SharedFolder;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the care of a Restore costs: its checks, its polling, its records. */
@EndToEnd
@DisplayName("C7 speed of a restore")
@Tag("full")
class C07SpeedTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final List<String> INDICES = List.of("logs-1", "logs-2", "logs-3", "orders", "people");
    private static final int EACH = 40_000;
    private static final int BYTES_EACH = 500;
    private static final int ROUNDS = 3;
    private static final double MOST_TIMES_SLOWER = 1.1;

    /** Made in the test as well as by hand: named so, and thrown away after each round. */
    private static final String COPIES = "copy-*";

    private static final String RENAMED = "copy-$1";

    @Test
    @DisplayName("C7 restoring 200,000 documents: at most 1.1 times as long as by hand, polling and counting included")
    void asFastAsByHand(Spaces spaces, Operator operator, Figures figures) {
        operator.awaitReady();
        Space space = spaces.open("c7");
        ClusterManifest manifest = SharedFolder.in(space).mountedBy(ClusterManifest.load("single"));
        Resources resources = new Resources(space);
        resources.apply("SnapshotRepository", "backups", """
                clusterRef: {name: single}
                fs: {location: %s/c7}
                """.formatted(SharedFolder.PATH));
        Elastic api = space.apply(manifest).awaitGreen().elastic();
        INDICES.forEach(index -> fill(api, index));
        resources.await(SnapshotRepository.class, "backups", "Ready", "True", "Verified", SOON);
        resources.apply("Snapshot", "all", "repositoryRef: {name: backups}\n");
        resources.await(Snapshot.class, "all", "Succeeded", "True", "Completed", SOON);
        String taken = resources.get(Snapshot.class, "all").getStatus().snapshot();

        byHand(api, taken); // the first one finds nothing in any cache
        clear(api);
        List<Double> byHand = new ArrayList<>();
        List<Double> byUs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            byUs.add(byUs(resources, "round-" + round));
            clear(api);
            byHand.add(byHand(api, taken));
            clear(api);
        }
        double ratio = Figures.median(byUs) / Figures.median(byHand);
        figures.record("restore-200k-seconds-by-hand", byHand);
        figures.record("restore-200k-seconds", byUs);
        figures.record("restore-200k-ratio", ratio);
        assertThat(ratio).isLessThanOrEqualTo(MOST_TIMES_SLOWER);
    }

    /** What somebody does who knows how: as few requests as possible. */
    private static double byHand(Elastic api, String snapshot) {
        long start = System.nanoTime();
        api.send("POST", "/_snapshot/backups/" + snapshot + "/_restore?wait_for_completion=true", """
                {"indices": "%s", "rename_pattern": "(.+)", "rename_replacement": "%s",
                 "index_settings": {"index.number_of_replicas": 0, "index.refresh_interval": "-1"}}
                """.formatted(
                        String.join(",", INDICES), RENAMED));
        api.send("PUT", "/" + COPIES + "/_settings", "{\"index\":{\"refresh_interval\":\"7s\"}}");
        long documents = INDICES.stream().mapToLong(i -> api.count("copy-" + i)).sum();
        double seconds = secondsSince(start);
        assertThat(documents).isEqualTo((long) INDICES.size() * EACH);
        return seconds;
    }

    private static double byUs(Resources resources, String name) {
        long start = System.nanoTime();
        resources.apply("Restore", name, """
                snapshotRef: {name: all}
                rename: {pattern: (.+), replacement: %s}
                """.formatted(RENAMED));
        Restore ended = resources.awaitAtOnce(
                Restore.class, name, r -> r.getStatus() != null && r.getStatus().finishedAt() != null, SOON);
        double seconds = secondsSince(start);
        Console.say("  " + resources.state(Restore.class, name, "Succeeded") + " after " + seconds + " s");
        assertThat(ended.getStatus().verification().documents()).isEqualTo((long) INDICES.size() * EACH);
        assertThat(resources.condition(Restore.class, name, "Succeeded"))
                .hasValueSatisfying(c -> assertThat(c.getReason()).isEqualTo("Verified"));
        return seconds;
    }

    private static void clear(Elastic api) {
        api.send(
                "DELETE",
                "/"
                        + INDICES.stream()
                                .map(i -> "copy-" + i)
                                .reduce((a, b) -> a + "," + b)
                                .orElseThrow(),
                null);
    }

    /** Text that does not shrink much: restoring is copying. */
    private static void fill(Elastic api, String index) {
        api.send("PUT", "/" + index, """
                {"settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "7s"},
                 "mappings": {"dynamic": false}}
                """);
        Random random = new Random(index.hashCode());
        byte[] bytes = new byte[BYTES_EACH];
        api.index(index, EACH, i -> {
            random.nextBytes(bytes);
            return "{\"n\":" + i + ",\"text\":\"" + HexFormat.of().formatHex(bytes) + "\"}";
        });
    }

    private static double secondsSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0;
    }
}
