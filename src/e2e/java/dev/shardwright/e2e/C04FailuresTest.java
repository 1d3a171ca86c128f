package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Elastic;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Inventory;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Resources;
import dev.shardwright.e2e.harness.S3Keys;
import dev.shardwright.e2e.harness.S3Server;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong is told exactly, recovers or ends, and leaves the cluster as it was. */
@EndToEnd
@DisplayName("C4 failures")
@Tag("full")
class C04FailuresTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LATER = Duration.ofMinutes(6);
    private static final Duration PROMISED = Duration.ofSeconds(30);
    private static final int DOCUMENTS = 40_000;
    /** Percent. */
    private static final int SOME = 5;

    private static Offsite offsite;
    private static Elastic api;
    private static Resources resources;
    private Inventory before;

    @BeforeAll
    static void parts(Spaces spaces, Operator operator) {
        operator.awaitReady();
        offsite = Offsite.in(spaces.open("c4"));
        api = offsite.api();
        resources = offsite.resources();
        api.send("PUT", "/logs", "{\"settings\":{\"number_of_shards\":3,\"number_of_replicas\":0}}");
        api.index("logs", DOCUMENTS);
        offsite.repository("sound", "backups", "sound", "");
        offsite.awaitVerified("sound");
        resources.apply("Snapshot", "whole", "repositoryRef: {name: sound}\n");
        ended(Snapshot.class, "whole", "True", "Completed");
    }

    @BeforeEach
    void before() {
        before = Inventory.of(api);
    }

    @AfterEach
    void nothingIsLeftChanged() {
        assertThat(Inventory.of(api).items()).isEqualTo(before.items());
    }

    @Test
    @DisplayName("C4 failures: a bucket that is not there is told by its code; Ready as soon as it is")
    void wrongBucket() {
        offsite.repository("wrong", "no-such-bucket", "c4", "");
        assertThat(notReady("wrong", "BucketMissing"))
                .isEqualTo("NoSuchBucket: no_such_bucket_exception: The specified bucket does not exist (Service: S3,"
                        + " Status Code: 404). Way out: create the bucket, or correct s3.bucket");

        offsite.s3().bucket("no-such-bucket");
        offsite.awaitVerified("wrong");
        resources.delete(SnapshotRepository.class, "wrong", PROMISED);
    }

    @Test
    @DisplayName(
            "C4 failures: that the server does not know the key is told as far as it says so; Ready as soon as it does")
    void wrongKey() {
        offsite.whileBroken(s3 -> s3.take(S3Keys.random()), () -> {
            offsite.repository("wrong", "backups", "wrong-key", "");
            assertThat(notReady("wrong", "Forbidden"))
                    .isEqualTo(
                            "s3_exception: Forbidden (Service: S3, Status Code: 403). Way out: correct the keys, or allow"
                                    + " them to read and write in the bucket: the service does not say which");
        });
        offsite.awaitVerified("wrong");
        resources.delete(SnapshotRepository.class, "wrong", PROMISED);
    }

    @Test
    @DisplayName("C4 failures: a wrong secret for the right key is told by its code; Ready as soon as it is right")
    void wrongSecret() {
        offsite.whileBroken(s3 -> s3.take(s3.keys().withWrongSecret()), () -> {
            offsite.repository("wrong", "backups", "wrong-secret", "");
            assertThat(notReady("wrong", "WrongKey"))
                    .isEqualTo(
                            "SignatureDoesNotMatch: s3_exception: The request signature we calculated does not match the"
                                    + " signature you provided. Check your key and signing method. (Service: S3, Status Code: 403)."
                                    + " Way out: correct the access key and the secret key");
        });
        offsite.awaitVerified("wrong");
        resources.delete(SnapshotRepository.class, "wrong", PROMISED);
    }

    @Test
    @DisplayName("C4 failures: an endpoint that nobody answers at is told; Ready as soon as it is corrected")
    void unreachableEndpoint() {
        String nowhere = "http://nowhere." + offsite.space().name() + ".svc";
        offsite.repository("wrong", "backups", "unreachable", ", endpoint: " + nowhere);
        assertThat(notReady("wrong", "Unreachable"))
                .startsWith("sdk_client_exception: Received an UnknownHostException when attempting to interact with a"
                        + " service.")
                .endsWith(" for too long. Way out: correct s3.endpoint, or open the way there from the nodes");

        offsite.repository(
                "wrong", "backups", "unreachable", ", endpoint: " + offsite.s3().endpoint());
        offsite.awaitVerified("wrong");
        resources.delete(SnapshotRepository.class, "wrong", PROMISED);
    }

    @Test
    @DisplayName(
            "C4 failures: a Secret that is missing, or lacks its keys, is told by name; Ready as soon as it is right")
    void wrongSecretOfTheCluster() {
        resources.apply("SnapshotRepository", "wrong", """
                external: {url: "%s", flavor: OpenSearch, credentialsSecretName: nobody}
                s3: {bucket: backups, basePath: secret}
                settings: {shard_path_type: fixed}
                deletionPolicy: Deregister
                """.formatted(offsite.url()));
        assertThat(notReady("wrong", "SecretMissing"))
                .isEqualTo("external.credentialsSecretName: there is no Secret nobody in this namespace: create it");

        secret("nobody", Map.of("username", "somebody"));
        String lacking = "external.credentialsSecretName: Secret nobody needs the keys username and password,"
                + " or the key apiKey";
        Waiting.until("what the Secret lacks", SOON, () -> "", () -> notReady("wrong", "SecretMissing")
                .equals(lacking));

        secret("nobody", Map.of("username", "somebody", "password", "something"));
        offsite.awaitVerified("wrong");
        resources.delete(SnapshotRepository.class, "wrong", PROMISED);
    }

    @Test
    @DisplayName(
            "C4 failures: S3 dies in the middle of a snapshot: told while it lasts, then it ends, and the next succeeds")
    void serverDiesDuringSnapshot() {
        offsite.slow("snapshot", false);
        resources.apply("Snapshot", "cut-off", "repositoryRef: {name: slow}\n");
        Waiting.until(
                "some of the snapshot taken",
                SOON,
                () -> resources.state(Snapshot.class, "cut-off", ""),
                () -> status("cut-off").percent() > SOME);
        offsite.whileBroken(S3Server::stop, () -> {
            Waiting.until("trouble told", SOON, () -> resources.state(Snapshot.class, "cut-off", ""), () -> !resources
                    .condition(Snapshot.class, "cut-off", "Succeeded")
                    .orElseThrow()
                    .getReason()
                    .equals("Running"));
            Console.say("  while it is away: " + resources.state(Snapshot.class, "cut-off", ""));
        });
        Waiting.until(
                "its end",
                LATER,
                () -> resources.state(Snapshot.class, "cut-off", ""),
                () -> status("cut-off").finishedAt() != null);
        Console.say("  in the end: " + resources.state(Snapshot.class, "cut-off", ""));
        Condition end =
                resources.condition(Snapshot.class, "cut-off", "Succeeded").orElseThrow();
        assertThat(end.getStatus()).isEqualTo("False");
        assertThat(end.getReason()).isIn("Partial", "Failed", "SnapshotMissing");
        offsite.awaitVerified("slow");
        resources.apply("Snapshot", "next", "repositoryRef: {name: slow}\n");
        ended(Snapshot.class, "next", "True", "Completed");
        resources.delete(Snapshot.class, "cut-off", PROMISED);
        resources.delete(Snapshot.class, "next", PROMISED);
        resources.delete(SnapshotRepository.class, "slow", PROMISED);
    }

    @Test
    @DisplayName("C4 failures: S3 dies in the middle of a restore: it ends and names a shard, and the next succeeds")
    void serverDiesDuringRestore() {
        offsite.slow("sound", true);
        resources.apply("Restore", "cut-off", """
                repositoryRef: {name: slow}
                snapshotRef: {name: whole}
                rename: {pattern: (.+), replacement: half-$1}
                """);
        Waiting.until(
                "some of it restored",
                SOON,
                () -> resources.state(Restore.class, "cut-off", ""),
                () -> resources.get(Restore.class, "cut-off").getStatus().percent() > SOME);
        offsite.whileBroken(S3Server::stop, () -> {
            Condition failed = resources.await(Restore.class, "cut-off", "Succeeded", "False", "RestoreFailed", LATER);
            Console.say("  " + failed.getMessage());
            assertThat(failed.getMessage()).contains("Elasticsearch has given up on shard ", " of half-logs");
        });

        api.send("DELETE", "/half-logs", null);
        offsite.awaitVerified("slow");
        resources.apply("Restore", "next", """
                snapshotRef: {name: whole}
                rename: {pattern: (.+), replacement: half-$1}
                """);
        ended(Restore.class, "next", "True", "Verified");
        assertThat(api.count("half-logs")).isEqualTo(DOCUMENTS);
        api.send("DELETE", "/half-logs", null);
        resources.delete(Restore.class, "cut-off", PROMISED);
        resources.delete(Restore.class, "next", PROMISED);
        resources.delete(SnapshotRepository.class, "slow", PROMISED);
    }

    @Test
    @DisplayName("C4 failures: what the disks have no room for is not begun, and both sizes are told")
    void diskTooSmall() {
        api.send("PUT", "/_cluster/settings", watermarks("\"100tb\"", "\"1mb\"", "\"1kb\""));
        resources.apply("Restore", "large", """
                snapshotRef: {name: whole}
                rename: {pattern: (.+), replacement: large-$1}
                """);
        assertThat(ended(Restore.class, "large", "False", "DiskTooSmall"))
                .matches("the snapshot has [0-9]+ [KM]iB, and the data nodes take 0 KiB before they are at the low disk"
                        + " watermark: grow the volumes, add nodes, or restore less");

        api.send("PUT", "/_cluster/settings", watermarks("null", "null", "null"));
        resources.apply("Restore", "fits", """
                snapshotRef: {name: whole}
                rename: {pattern: (.+), replacement: large-$1}
                """);
        ended(Restore.class, "fits", "True", "Verified");
        api.send("DELETE", "/large-logs", null);
        resources.delete(Restore.class, "large", PROMISED);
        resources.delete(Restore.class, "fits", PROMISED);
    }

    @Test
    @DisplayName("C4 failures: names that are taken, by an index and by an alias, are told, and nothing is begun")
    void conflictingIndex() {
        resources.apply("Restore", "taken", "snapshotRef: {name: whole}\n");
        assertThat(ended(Restore.class, "taken", "False", "IndexConflict"))
                .isEqualTo("there is already an index logs: delete it, restore under another name (spec.rename), or set"
                        + " spec.conflict: Overwrite, which replaces its content");

        api.send("POST", "/_aliases", "{\"actions\":[{\"add\":{\"index\":\"logs\",\"alias\":\"all-logs\"}}]}");
        resources.apply("Restore", "aliased", """
                snapshotRef: {name: whole}
                rename: {pattern: (.+), replacement: all-$1}
                """);
        assertThat(ended(Restore.class, "aliased", "False", "IndexConflict"))
                .isEqualTo("there is already an alias all-logs: remove it, or restore under another name");
        api.send("POST", "/_aliases", "{\"actions\":[{\"remove\":{\"index\":\"logs\",\"alias\":\"all-logs\"}}]}");
        resources.delete(Restore.class, "taken", PROMISED);
        resources.delete(Restore.class, "aliased", PROMISED);
    }

    private static String watermarks(String low, String high, String flood) {
        return """
                {"transient": {"cluster.routing.allocation.disk.watermark.low": %s,
                               "cluster.routing.allocation.disk.watermark.high": %s,
                               "cluster.routing.allocation.disk.watermark.flood_stage": %s}}
                """.formatted(low, high, flood);
    }

    private static String notReady(String repository, String reason) {
        return resources
                .await(SnapshotRepository.class, repository, "Ready", "False", reason, SOON)
                .getMessage();
    }

    private static String ended(Class<? extends CustomResource<?, ?>> kind, String name, String status, String reason) {
        return resources.await(kind, name, "Succeeded", status, reason, SOON).getMessage();
    }

    private static SnapshotStatus status(String snapshot) {
        return resources.get(Snapshot.class, snapshot).getStatus();
    }

    private static void secret(String name, Map<String, String> entries) {
        offsite.space()
                .apply(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withStringData(entries)
                        .build());
    }
}
