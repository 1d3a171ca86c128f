package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.e2e.harness.Elastic;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.OpenSearch;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Resources;
import dev.shardwright.e2e.harness.S3Server;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster that the operator does not run, and an S3 server. */
@EndToEnd
@DisplayName("C1 external cluster to S3")
@Tag("full")
class C01ExternalTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LATER = Duration.ofMinutes(8);
    private static final List<String> INDICES = List.of("logs-1", "logs-2", "logs-3", "orders", "people");
    private static final int EACH = 40_000;

    @Test
    @DisplayName("C1 external cluster to S3: 200,000 documents in 5 indices, the operator killed at 10 random moments:"
            + " one snapshot, every document counted")
    void onceWhateverIsKilled(Spaces spaces, Operator operator, Figures figures) throws InterruptedException {
        operator.awaitReady();
        Space space = spaces.open("c1");
        S3Server s3 = S3Server.deploy(space).bucket("backups");
        OpenSearch source = OpenSearch.deploy(space, s3);
        Elastic api = source.api();
        INDICES.forEach(index -> {
            api.send("PUT", "/" + index, "{\"settings\":{\"number_of_shards\":3,\"number_of_replicas\":0}}");
            api.index(index, EACH);
        });
        Resources resources = new Resources(space);

        resources.apply("SnapshotRepository", "offsite", """
                external: {url: "%s", flavor: OpenSearch}
                s3: {bucket: backups, basePath: c1}
                settings: {max_snapshot_bytes_per_sec: 40kb, shard_path_type: fixed}
                """.formatted(source.url()));
        resources.await(SnapshotRepository.class, "offsite", "Ready", "True", "Verified", SOON);

        String spec = "repositoryRef: {name: offsite}\n";
        resources.apply("Snapshot", "first", spec);
        TreeSet<Integer> percents = new TreeSet<>();
        for (int kill = 0; kill < 10 && !isFinished(resources); kill++) {
            long wait = ThreadLocalRandom.current().nextLong(500, 9_000);
            Waiting.within(Duration.ofMillis(wait), () -> {
                percents.add(status(resources).percent());
                return false;
            });
            operator.kill();
            resources.apply("Snapshot", "first", spec);
            operator.awaitReady();
        }
        resources.await(Snapshot.class, "first", "Succeeded", "True", "Completed", LATER);

        SnapshotStatus status = status(resources);
        assertThat(status.documents()).isEqualTo((long) INDICES.size() * EACH);
        assertThat(status.indices()).isEqualTo(INDICES.size());
        assertThat(status.percent()).isEqualTo(100);
        assertThat(percents).as("progress between 0 and 100").hasSizeGreaterThan(2);
        assertThat(api.get("/_snapshot/offsite/_all").path("snapshots")).hasSize(1);
        assertThat(s3.objects("backups", "c1/")).anyMatch(key -> key.matches("c1/indices/.*/__.*"));
        assertThat(space.client()
                        .configMaps()
                        .inNamespace(space.name())
                        .withName(status.countsConfigMap())
                        .require()
                        .getData()
                        .get("counts.json"))
                .contains("\"lowest\":" + EACH + ",\"highest\":" + EACH);
        figures.record("external-snapshot-percents-seen", percents.size());

        resources.delete(Snapshot.class, "first", Duration.ofSeconds(30));
        resources.delete(SnapshotRepository.class, "offsite", Duration.ofSeconds(30));
        assertThat(api.get("/_snapshot/offsite/_all").path("snapshots")).hasSize(1);
    }

    private static boolean isFinished(Resources resources) {
        return resources
                .find(Snapshot.class, "first")
                .map(Snapshot::getStatus)
                .filter(s -> s.finishedAt() != null)
                .isPresent();
    }

    private static SnapshotStatus status(Resources resources) {
        return resources.get(Snapshot.class, "first").getStatus();
    }
}
