package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Elastic;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.MovingWriter;
import dev.shardwright.e2e.harness.OpenSearch;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Resources;
import dev.shardwright.e2e.harness.S3Server;
import dev.shardwright.e2e.harness.SharedFolder;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From one cluster to another, with the application. */
@EndToEnd
@DisplayName("C3 migration")
@Tag("full")
class C03MigrationTest {
    private static final Duration SOON = Duration.ofMinutes(4);
    private static final Duration QUICKLY = Duration.ofSeconds(30);

    @Test
    @DisplayName("C3 migration: external to external over S3, renamed, cut over by an alias, and rolled back")
    void outside(Spaces spaces, Operator operator) {
        operator.awaitReady();
        Space here = spaces.open("c3-source");
        Space there = spaces.open("c3-target");
        S3Server s3 = S3Server.deploy(here).bucket("moves");
        OpenSearch source = OpenSearch.deploy(here, s3);
        OpenSearch target = OpenSearch.deploy(there, s3);
        Elastic from = source.api();
        Elastic to = target.api();
        settle(from, "orders", 5_000);
        settle(from, "people", 3_000);
        Resources resources = new Resources(here);
        String spec = """
                source: {external: {url: "%s", flavor: OpenSearch}}
                target: {external: {url: "%s", flavor: OpenSearch}}
                repository: {s3: {bucket: moves, basePath: c3}}
                rename: {pattern: (.+), replacement: moved-$1}
                cutover:
                  move: %s
                  aliases: [{alias: orders, index: moved-orders}]
                """;

        resources.apply("Migration", "move", spec.formatted(source.url(), target.url(), "Wait"));
        resources.await(Migration.class, "move", "Copied", "True", "Verified", SOON);
        assertThat(status(resources, "move").documents()).isEqualTo(8_000);
        assertThat(to.get("/_snapshot/move").at("/move/settings/readonly").asText())
                .isEqualTo("true");
        assertThat(settings(to, "moved-orders")).isEqualTo("0 7s");
        from.send("PUT", "/orders/_doc/late", "{\"late\":true}");
        operator.kill();

        resources.apply("Migration", "move", spec.formatted(source.url(), target.url(), "Proceed"));
        resources.await(Migration.class, "move", "Succeeded", "True", "Switched", SOON);
        assertThat(status(resources, "move").documents()).isEqualTo(8_001);
        assertThat(to.count("orders")).as("by the alias").isEqualTo(5_001);
        assertThat(settings(to, "moved-orders")).isEqualTo("0 7s");
        assertThat(from.refusal("PUT", "/orders/_doc/later", "{}")).contains("cluster_block_exception");
        to.send("PUT", "/orders/_doc/new", "{}");

        resources.apply("Migration", "move", spec.formatted(source.url(), target.url(), "RollBack"));
        resources.await(Migration.class, "move", "Succeeded", "False", "RolledBack", SOON);
        Waiting.until(
                "ended",
                QUICKLY,
                () -> status(resources, "move").toString(),
                () -> status(resources, "move").phase() == MigrationStatus.Phase.Ended);
        from.send("PUT", "/orders/_doc/later", "{}");
        assertThat(to.get("/_alias").findValues("orders")).isEmpty();
        assertThat(status(resources, "move").blockedIndices()).isEmpty();
        resources.delete(Migration.class, "move", QUICKLY);
    }

    @Test
    @DisplayName(
            "C3 migration: Elasticsearch 7.17 to 8.19 over a shared folder with a live writer, switched by a Service:"
                    + " no acknowledged document is missing")
    void upwards(Spaces spaces, Operator operator, Figures figures) {
        operator.awaitReady();
        Space space = spaces.open("c3");
        SharedFolder folder = SharedFolder.in(space);
        ClusterManifest old = folder.mountedBy(ClusterManifest.load("single").named("old"));
        old.spec().put("version", "7.17.29");
        Cluster before = space.apply(old);
        Cluster after =
                space.apply(folder.mountedBy(ClusterManifest.load("single").named("new")));
        Elastic from = before.awaitGreen().elastic();
        Elastic to = after.awaitGreen().elastic();
        settle(from, "orders", 20_000);
        settle(from, "people", 2_000);
        space.apply(login(space, "old"));
        Resources resources = new Resources(space);
        String spec = """
                source:
                  external:
                    url: https://old-http.%s.svc:9200
                    credentialsSecretName: old-login
                    caSecretName: old-http-certs
                target: {clusterRef: {name: new}}
                repository: {fs: {location: %s/c3}}
                verification: CountsAndSamples
                cutover: {move: %s, service: {name: search}}
                """;

        resources.apply("Migration", "up", spec.formatted(space.name(), SharedFolder.PATH, "Wait"));
        Waiting.until(
                "the application's name", SOON, () -> resources.state(Migration.class, "up", ""), () -> leads(space)
                        .startsWith("old-http"));
        try (MovingWriter writer = new MovingWriter(() -> leads(space).startsWith("old") ? from : to, "orders")) {
            resources.await(Migration.class, "up", "Copied", "True", "Verified", SOON);
            int copied = writer.acknowledged();
            assertThat(copied).as("written while it was copied").isPositive();
            operator.kill();
            resources.apply("Migration", "up", spec.formatted(space.name(), SharedFolder.PATH, "Proceed"));
            resources.await(Migration.class, "up", "Succeeded", "True", "Switched", SOON);
            assertThat(leads(space)).isEqualTo("new-http." + space.name() + ".svc.cluster.local");
            int switched = writer.acknowledged();
            Waiting.until("writes after the switch", SOON, () -> "", () -> writer.acknowledged() > switched + 20);

            assertThat(writer.missing(to))
                    .as("acknowledged documents that are missing")
                    .isEmpty();
            assertThat(to.count("orders")).isEqualTo(20_000 + writer.acknowledged());
            assertThat(to.count("people")).isEqualTo(2_000);
            assertThat(settings(to, "orders")).isEqualTo("0 7s");
            assertThat(to.get("/_snapshot/up").at("/up/settings/readonly").asText())
                    .isEqualTo("true");
            Console.say("  %d documents were written by the live writer, %d of them until the switch"
                    .formatted(writer.acknowledged(), switched));
            figures.record("migration-live-documents", writer.acknowledged());
        }
        resources.delete(Migration.class, "up", QUICKLY);
        assertThat(leads(space)).as("the Service stays").startsWith("new-http");
    }

    private static void settle(Elastic api, String index, int documents) {
        api.send("PUT", "/" + index, "{\"settings\":{\"number_of_replicas\":0,\"refresh_interval\":\"7s\"}}");
        api.index(index, documents);
    }

    /** Where the application's name leads to. */
    private static String leads(Space space) {
        return space.client()
                .services()
                .inNamespace(space.name())
                .withName("search")
                .require()
                .getSpec()
                .getExternalName();
    }

    private static Secret login(Space space, String cluster) {
        Secret secret = space.client()
                .secrets()
                .inNamespace(space.name())
                .withName(Names.elasticUser(cluster))
                .require();
        return new SecretBuilder()
                .withNewMetadata()
                .withName(cluster + "-login")
                .endMetadata()
                .withData(Map.of("password", secret.getData().get("password")))
                .withStringData(Map.of("username", "elastic"))
                .build();
    }

    private static MigrationStatus status(Resources resources, String name) {
        return resources.get(Migration.class, name).getStatus();
    }

    private static String settings(Elastic api, String index) {
        JsonNode settings =
                api.get("/" + index + "/_settings").path(index).path("settings").path("index");
        return settings.path("number_of_replicas").asText() + " "
                + settings.path("refresh_interval").asText("null");
    }
}
