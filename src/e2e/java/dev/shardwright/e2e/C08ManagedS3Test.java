package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.ScheduledRun;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Exec;
import dev.shardwright.e2e.harness.KeystoreReload;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Pods;
import dev.shardwright.e2e.harness.Resources;
import dev.shardwright.e2e.harness.S3Server;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two clusters of the operator's own and one bucket: one writes its snapshots there, the other one only reads. */
@EndToEnd
@DisplayName("C8 managed clusters and S3")
@Tag("full")
class C08ManagedS3Test {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String BUCKET = "backups";
    private static final String KEYSTORE = "/usr/share/elasticsearch/bin/elasticsearch-keystore";
    private static final String KEYS = "s3-keys";
    /** Repositories, and with them the S3 clients of their keys. */
    private static final String WRITER = "offsite";

    private static final String READER = "archive";

    private Cluster writing;
    private Cluster reading;
    private Resources resources;
    private S3Server s3;

    @Test
    @DisplayName("C8 managed clusters and S3: keys into every keystore, scheduled snapshots, restored and verified on a"
            + " second cluster that only reads, and rotated keys without a restart")
    void fromOneClusterToAnother(Spaces spaces, Operator operator) {
        Space space = spaces.open("c8");
        resources = new Resources(space);
        s3 = S3Server.deploy(space).bucket(BUCKET);
        space.apply(s3.keys().credentials(KEYS));
        KeystoreReload.allowed(operator.awaitReady(), space.client(), () -> {
            resources.apply("SnapshotRepository", WRITER, repository("mixed", false));
            resources.apply("SnapshotRepository", READER, repository("single", true));
            writing = space.apply(ClusterManifest.load("mixed"));
            reading = space.apply(ClusterManifest.load("single"));
            writing.awaitGreen().elastic().index("logs", 6_000);
            writing.elastic().index("orders", 2_000);
            reading.awaitGreen();

            awaitVerified(WRITER, 3, "3 nodes have written to it and read from it");
            awaitVerified(READER, 1, "1 node has read from it");
            assertThat(accessKeys(writing, WRITER)).containsExactly(s3.keys().access());
            assertThat(accessKeys(reading, READER)).containsExactly(s3.keys().access());

            String scheduled = scheduledSnapshot();
            restoredElsewhere(scheduled);
            keysRotated(space);
        });
    }

    private String repository(String cluster, boolean readOnly) {
        return """
                clusterRef: {name: %s}
                readOnly: %s
                s3:
                  bucket: %s
                  basePath: c8
                  endpoint: %s
                  pathStyleAccess: true
                  credentials: {type: Static, secretName: %s}
                """.formatted(cluster, readOnly, BUCKET, s3.endpoint(), KEYS);
    }

    private void awaitVerified(String repository, int nodes, String message) {
        Condition ready = resources.await(SnapshotRepository.class, repository, "Ready", "True", "Verified", SOON);
        assertThat(ready.getMessage()).isEqualTo(message);
        assertThat(status(repository).verifiedNodes()).isEqualTo(nodes);
    }

    /** The name of a snapshot that a schedule has taken. It takes no further one. */
    private String scheduledSnapshot() {
        String spec = """
                schedule: "* * * * *"
                suspend: %s
                template: {spec: {repositoryRef: {name: %s}, samples: 20}}
                """;
        resources.apply("SnapshotSchedule", "often", spec.formatted(false, WRITER));
        Waiting.until(
                "a scheduled snapshot",
                SOON,
                () -> resources.state(SnapshotSchedule.class, "often", ""),
                () -> lastSuccess().isPresent());
        resources.apply("SnapshotSchedule", "often", spec.formatted(true, WRITER));
        String name = lastSuccess().orElseThrow().name();

        assertThat(resources.get(Snapshot.class, name).getStatus().documents()).isEqualTo(8_000);
        assertThat(s3.objects(BUCKET, "c8/")).anyMatch(key -> key.matches("c8/indices/.*/__.*"));
        return name;
    }

    private Optional<ScheduledRun> lastSuccess() {
        return Optional.ofNullable(
                        resources.get(SnapshotSchedule.class, "often").getStatus())
                .map(SnapshotScheduleStatus::lastSuccess);
    }

    private void restoredElsewhere(String snapshot) {
        resources.apply("Restore", "elsewhere", """
                clusterRef: {name: single}
                repositoryRef: {name: %s}
                snapshotRef: {name: %s}
                verification: CountsAndSamples
                """.formatted(READER, snapshot));
        resources.await(Restore.class, "elsewhere", "Succeeded", "True", "Verified", SOON);
        RestoreStatus status = resources.get(Restore.class, "elsewhere").getStatus();
        assertThat(status.verification().documents()).isEqualTo(8_000);
        assertThat(status.verification().indices()).isEqualTo(2);
        assertThat(reading.elastic().count("logs")).isEqualTo(6_000);
        assertThat(reading.elastic().count("orders")).isEqualTo(2_000);
        assertThat(reading.elastic().refusal("PUT", "/_snapshot/" + READER + "/mine", null))
                .contains("readonly");
    }

    private void keysRotated(Space space) {
        Map<String, String> writers = writing.incarnations();
        Map<String, String> readers = reading.incarnations();
        s3.rotate();
        assertThat(writing.elastic().refusal("POST", "/_snapshot/" + WRITER + "/_verify", null))
                .contains("The AWS Access Key Id you provided does not exist in our records.");
        String writerProof = status(WRITER).verifiedAt();
        String readerProof = status(READER).verifiedAt();

        space.apply(s3.keys().credentials(KEYS));
        awaitNewProof(WRITER, writerProof);
        awaitNewProof(READER, readerProof);
        assertThat(accessKeys(writing, WRITER)).containsExactly(s3.keys().access());
        assertThat(accessKeys(reading, READER)).containsExactly(s3.keys().access());

        resources.apply("Snapshot", "rotated", "repositoryRef: {name: %s}\n".formatted(WRITER));
        resources.await(Snapshot.class, "rotated", "Succeeded", "True", "Completed", SOON);
        assertThat(writing.incarnations()).as("no pod of the writer restarted").isEqualTo(writers);
        assertThat(reading.incarnations()).as("no pod of the reader restarted").isEqualTo(readers);
        assertThat(writing.awaitSettled(SOON).incarnations()).isEqualTo(writers);
    }

    /** Once the old keys are refused, only the new ones can prove anything. */
    private void awaitNewProof(String repository, String old) {
        Waiting.until(
                "a new proof for " + repository,
                SOON,
                () -> resources.state(SnapshotRepository.class, repository, "Ready"),
                () -> !old.equals(status(repository).verifiedAt()));
        resources.await(SnapshotRepository.class, repository, "Ready", "True", "Verified", SOON);
    }

    private SnapshotRepositoryStatus status(String repository) {
        return resources.get(SnapshotRepository.class, repository).getStatus();
    }

    /** The names of the keys of an S3 client in the keystores of all nodes of a cluster. */
    private static Set<String> accessKeys(Cluster cluster, String client) {
        Space space = cluster.space();
        return cluster.pods().stream()
                .map(pod -> Exec.shell(
                        space.client(),
                        space.name(),
                        Pods.name(pod),
                        Names.CONTAINER,
                        KEYSTORE + " show s3.client.%s.access_key".formatted(client)))
                .map(String::strip)
                .collect(Collectors.toSet());
    }
}
