package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Elastic;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Resources;
import dev.shardwright.e2e.harness.SharedFolder;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A cluster of the operator's own, and a folder that its nodes share. */
@EndToEnd
@DisplayName("C2 managed cluster, shared folder")
class C02ManagedTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration QUICKLY = Duration.ofSeconds(30);

    @Test
    @DisplayName("C2 managed cluster, shared folder: snapshot, indices deleted, restored and verified; renamed;"
            + " a document too few is a mismatch with both numbers")
    void restoredAndVerified(Spaces spaces, Operator operator) {
        operator.awaitReady();
        Space space = spaces.open("c2");
        ClusterManifest manifest = SharedFolder.in(space).mountedBy(ClusterManifest.load("mixed"));
        Resources resources = new Resources(space);
        resources.apply("SnapshotRepository", "backups", """
                clusterRef: {name: mixed}
                fs: {location: %s/c2}
                """.formatted(SharedFolder.PATH));
        Cluster cluster = space.apply(manifest).awaitGreen();
        Elastic api = cluster.elastic();
        api.send("PUT", "/logs", "{\"settings\":{\"number_of_replicas\":1,\"refresh_interval\":\"7s\"}}");
        api.index("logs", 20_000);
        api.index("orders", 5_000);
        resources.await(SnapshotRepository.class, "backups", "Ready", "True", "Verified", SOON);
        assertThat(resources
                        .get(SnapshotRepository.class, "backups")
                        .getStatus()
                        .verifiedNodes())
                .isEqualTo(3);

        resources.apply("Snapshot", "good", "repositoryRef: {name: backups}\nsamples: 20\n");
        resources.await(Snapshot.class, "good", "Succeeded", "True", "Completed", SOON);
        assertThat(resources.get(Snapshot.class, "good").getStatus().documents())
                .isEqualTo(25_000);

        api.send("DELETE", "/logs,orders", null);
        resources.apply("Restore", "back", "snapshotRef: {name: good}\nverification: CountsAndSamples\n");
        resources.await(Restore.class, "back", "Succeeded", "True", "Verified", SOON);
        RestoreStatus status = resources.get(Restore.class, "back").getStatus();
        assertThat(status.verification().documents()).isEqualTo(25_000);
        assertThat(status.verification().indices()).isEqualTo(2);
        assertThat(api.count("logs")).isEqualTo(20_000);
        assertThat(settings(api, "logs")).isEqualTo("1 7s");

        resources.apply("Restore", "conflict", "snapshotRef: {name: good}\n");
        Condition conflict = resources.await(Restore.class, "conflict", "Succeeded", "False", "IndexConflict", SOON);
        assertThat(conflict.getMessage()).contains("logs, orders", "spec.rename", "spec.conflict: Overwrite");

        resources.apply("Restore", "copy", """
                snapshotRef: {name: good}
                indices: [orders]
                rename: {pattern: (.+), replacement: copy-$1}
                """);
        resources.await(Restore.class, "copy", "Succeeded", "True", "Verified", SOON);
        assertThat(api.count("copy-orders")).isEqualTo(5_000);

        api.send("DELETE", "/orders/_doc/7", null);
        resources.apply("Restore", "again", "snapshotRef: {name: good}\nindices: [orders]\nconflict: Overwrite\n");
        resources.await(Restore.class, "again", "Succeeded", "True", "Verified", SOON);
        assertThat(api.count("orders")).isEqualTo(5_000);

        tampered(resources, operator, api);
        resources.delete(Restore.class, "tampered", QUICKLY);
        resources.delete(Snapshot.class, "good", QUICKLY);
        resources.delete(SnapshotRepository.class, "backups", QUICKLY);
    }

    /** While the operator is away, a document goes from an index that was just restored. */
    private static void tampered(Resources resources, Operator operator, Elastic api) {
        resources.apply("SnapshotRepository", "backups", """
                clusterRef: {name: mixed}
                fs: {location: %s/c2}
                settings: {max_restore_bytes_per_sec: 20kb}
                """.formatted(SharedFolder.PATH));
        Waiting.until("the repository slow", SOON, () -> "", () -> api.get("/_snapshot/backups")
                .toString()
                .contains("20kb"));
        resources.apply("Restore", "tampered", """
                snapshotRef: {name: good}
                indices: [orders]
                rename: {pattern: (.+), replacement: lost-$1}
                """);
        resources.await(Restore.class, "tampered", "Succeeded", "Unknown", "Restoring", SOON);
        operator.scale(0);
        Waiting.until("the index restored", SOON, () -> "", () -> api.count("lost-orders") == 5_000);
        api.send("DELETE", "/lost-orders/_doc/7?refresh=true", null);
        operator.scale(1);

        Condition mismatch = resources.await(Restore.class, "tampered", "Succeeded", "False", "CountMismatch", SOON);
        assertThat(mismatch.getMessage()).contains("lost-orders", "4999", "5000");
        assertThat(settings(api, "lost-orders")).isEqualTo("1 null");
    }

    private static String settings(Elastic api, String index) {
        JsonNode settings =
                api.get("/" + index + "/_settings").path(index).path("settings").path("index");
        return settings.path("number_of_replicas").asText() + " "
                + settings.path("refresh_interval").asText("null");
    }
}
