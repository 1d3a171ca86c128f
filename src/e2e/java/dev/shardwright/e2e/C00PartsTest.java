package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Elastic;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.KeystoreReload;
import dev.shardwright.e2e.harness.OpenSearch;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.S3Keys;
import dev.shardwright.e2e.harness.S3Server;
import dev.shardwright.e2e.harness.SharedFolder;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real parts that tests of snapshots stand on do by themselves what those tests take for granted. */
@EndToEnd
@DisplayName("C0 parts")
@Tag("full")
class C00PartsTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String BUCKET = "backups";
    private static final String KEYS = "keys";
    private static final String REPOSITORY = "{\"type\":\"%s\",\"settings\":{%s}}";

    @Test
    @DisplayName("C0 parts: OpenSearch keeps a snapshot in S3 and restores it; other keys are refused by name")
    void outside(Spaces spaces) {
        Space space = spaces.open("c0-outside");
        S3Server s3 = S3Server.deploy(space).bucket(BUCKET);
        Elastic api = OpenSearch.deploy(space, s3).api();

        register(api, "s3", REPOSITORY.formatted("s3", "\"bucket\":\"backups\",\"base_path\":\"outside\""), 1);
        snapshotAndRestore(api, "s3");
        List<String> objects = s3.objects(BUCKET, "");
        assertThat(s3.objects(BUCKET, "outside/index")).containsExactly("outside/index-0", "outside/index.latest");
        assertThat(objects).as("files of shards").anyMatch(key -> key.matches(".*outside/indices/.*/__.*"));

        s3.stop();
        s3.start();
        assertThat(s3.objects(BUCKET, "")).isEqualTo(objects);

        S3Keys before = s3.keys();
        s3.rotate();
        assertThat(s3.refusal(before, BUCKET)).isEqualTo("InvalidAccessKeyId");
        assertThat(s3.refusal(s3.keys().withWrongSecret(), BUCKET)).isEqualTo("SignatureDoesNotMatch");
        assertThat(api.refusal("POST", "/_snapshot/s3/_verify", null))
                .contains("repository_verification_exception", "Service: S3, Status Code: 403");
    }

    @Test
    @DisplayName("C0 parts: all nodes of a managed cluster use S3 and a shared folder, and take up rotated keys")
    void managed(Spaces spaces, Operator operator) {
        Space space = spaces.open("c0-managed");
        S3Server s3 = S3Server.deploy(space).bucket(BUCKET);
        ClusterManifest manifest = SharedFolder.in(space)
                .mountedBy(ClusterManifest.load("mixed"))
                .put("/secureSettings", "[{secretName: " + KEYS + "}]");
        space.apply(s3.keys().secret(KEYS));
        KeystoreReload.allowed(operator.awaitReady(), space.client(), () -> {
            Cluster cluster = space.apply(manifest).awaitGreen();
            Elastic api = cluster.elastic();
            String repository =
                    "\"bucket\":\"%s\",\"base_path\":\"managed\",\"endpoint\":\"%s\",\"path_style_access\":true";

            register(api, "folder", REPOSITORY.formatted("fs", "\"location\":\"%s\"".formatted(SharedFolder.PATH)), 3);
            snapshotAndRestore(api, "folder");
            register(api, "s3", REPOSITORY.formatted("s3", repository.formatted(BUCKET, s3.endpoint())), 3);
            snapshotAndRestore(api, "s3");
            assertThat(s3.objects(BUCKET, "managed/")).contains("managed/index.latest");
            refusals(api, s3, repository);

            Map<String, String> incarnations = cluster.incarnations();
            s3.rotate();
            assertThat(api.refusal("POST", "/_snapshot/s3/_verify", null))
                    .contains("The AWS Access Key Id you provided does not exist in our records.");
            space.apply(s3.keys().secret(KEYS));
            Waiting.until("new keys in every node", SOON, cluster::progress, () -> isVerified(api, "s3", 3));
            snapshotAndRestore(api, "s3");
            assertThat(cluster.incarnations()).isEqualTo(incarnations);
        });
    }

    /** What a wrong repository is told, and that a read-only one stays as it is. */
    private static void refusals(Elastic api, S3Server s3, String repository) {
        assertThat(api.refusal(
                        "PUT",
                        "/_snapshot/wrong",
                        REPOSITORY.formatted("s3", repository.formatted("no-such-bucket", s3.endpoint()))))
                .contains(
                        "no_such_bucket_exception",
                        "The specified bucket does not exist (Service: S3, Status Code: 404");
        assertThat(api.refusal(
                        "PUT",
                        "/_snapshot/wrong",
                        REPOSITORY.formatted(
                                "s3", "\"client\":\"other\"," + repository.formatted(BUCKET, s3.endpoint()))))
                .contains("Unknown s3 client name [other]. Existing client configs: default");

        api.send(
                "PUT",
                "/_snapshot/read",
                REPOSITORY.formatted("s3", "\"readonly\":true," + repository.formatted(BUCKET, s3.endpoint())));
        assertThat(names(api, "read")).containsExactly("one");
        assertThat(api.refusal("PUT", "/_snapshot/read/two", null)).contains("readonly");
        api.send("DELETE", "/_snapshot/read", null);
    }

    /** Two indices of a thousand documents together go into the repository, and come back from there. */
    private static void snapshotAndRestore(Elastic api, String repository) {
        api.index("few", 400);
        api.index("more", 600);
        if (names(api, repository).contains("one")) {
            api.send("DELETE", "/_snapshot/" + repository + "/one", null);
        }
        JsonNode snapshot = api.send(
                        "PUT",
                        "/_snapshot/" + repository + "/one?wait_for_completion=true",
                        "{\"indices\":\"few,more\",\"include_global_state\":false}")
                .path("snapshot");
        assertThat(snapshot.path("state").asText()).isEqualTo("SUCCESS");

        api.send("DELETE", "/few,more", null);
        api.send("POST", "/_snapshot/" + repository + "/one/_restore?wait_for_completion=true", "{}");
        assertThat(api.count("few")).isEqualTo(400);
        assertThat(api.count("more")).isEqualTo(600);
    }

    private static void register(Elastic api, String name, String repository, int nodes) {
        api.send("PUT", "/_snapshot/" + name, repository);
        assertThat(isVerified(api, name, nodes)).as("verified by every node").isTrue();
    }

    private static boolean isVerified(Elastic api, String repository, int nodes) {
        return api.send("POST", "/_snapshot/" + repository + "/_verify", null)
                        .path("nodes")
                        .size()
                == nodes;
    }

    private static List<String> names(Elastic api, String repository) {
        return api.get("/_snapshot/" + repository + "/_all").path("snapshots").findValuesAsText("snapshot");
    }
}
