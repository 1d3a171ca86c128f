package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.apiserver.AuditLog.Call;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Migrations between two clusters outside, with a real API server and an operator that is killed now and then. Restores are
 * not carried out: the target answers nobody once the place is registered there, and the test says how they ended.
 */
class MigrationApiServerTest extends OperatorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private FakeSearch source;
    private FakeSearch target;
    private String targetHost;

    @BeforeEach
    void clusters() throws Exception {
        source = new FakeSearch();
        target = new FakeSearch();
        targetHost = InetAddress.getLocalHost().getHostName();
    }

    @AfterEach
    void gone() {
        source.close();
        target.close();
    }

    @Test
    void withoutACutoverItEndsWithTheFirstCopy() {
        migrate("");
        firstCopy();
        becomes("True", "Verified");
        assertThat(live().getStatus().phase()).isEqualTo(Phase.Ended);
        assertThat(live().getStatus().documents()).isEqualTo(42);
        assertThat(source.repositories().get("move")).doesNotContain("readonly");
        assertThat(target.repositories().get("move")).contains("\"readonly\":\"true\"");
        for (HasMetadata part : List.of(
                get(SnapshotRepository.class, "move-source"),
                get(SnapshotRepository.class, "move-target"),
                get(Snapshot.class, "move-copy"),
                get(Restore.class, "move-copy"))) {
            assertThat(part.getMetadata().getOwnerReferences()).singleElement().satisfies(o -> assertThat(o.getUid())
                    .isEqualTo(live().getMetadata().getUid()));
        }
        assertThat(source.blocked).isEmpty();
        staysAsItIs();
    }

    @Test
    void theApplicationGoesOverAndComesBack() {
        assumeFalse(targetHost.equals("localhost"), "this host has one name alone");
        migrate("cutover: {move: Wait, service: {name: search}}");
        firstCopy();
        becomes("Unknown", "Waiting");
        assertThat(leadsTo()).isEqualTo("localhost");
        assertThat(source.blocked).isEmpty();

        source.finishes.set(false);
        move("Proceed");
        await().atMost(PATIENCE).until(() -> source.snapshots().size() == 2);
        assertThat(source.blocked).containsExactlyInAnyOrder("logs", "orders");
        stop();
        startOperator();
        source.finishes.set(true);
        restored("move-delta-1");
        becomes("True", "Switched");
        assertThat(leadsTo()).isEqualTo(targetHost);
        assertThat(live().getStatus().blockedIndices()).containsExactly("logs", "orders");
        assertThat(source.snapshots()).hasSize(2);
        staysAsItIs();

        move("RollBack");
        becomes("False", "RolledBack");
        await().atMost(PATIENCE).until(() -> live().getStatus().phase() == Phase.Ended);
        assertThat(leadsTo()).isEqualTo("localhost");
        assertThat(source.blocked).isEmpty();
        assertThat(live().getStatus().switchedAt()).isNull();
        staysAsItIs();
    }

    @Test
    void aCopyThatFailsOpensTheSource() {
        migrate("cutover: {move: Wait}");
        firstCopy();
        becomes("Unknown", "Waiting");
        source.finishes.set(false);
        move("Proceed");
        await().atMost(PATIENCE).until(() -> source.snapshots().size() == 2);
        assertThat(source.blocked).isNotEmpty();
        source.fails.set(true);
        source.finishes.set(true);
        await().atMost(PATIENCE)
                .until(() -> live().getStatus().phase() == Phase.Ended
                        && live().getStatus().blockedIndices().isEmpty());
        assertThat(Conditions.find(live().getStatus().conditions(), "Succeeded")
                        .orElseThrow()
                        .getStatus())
                .isEqualTo("False");
        assertThat(source.blocked).isEmpty();
    }

    @Test
    void deletionWhileBlockedLetsTheSourceTakeWrites() {
        migrate("cutover: {move: Wait}");
        firstCopy();
        becomes("Unknown", "Waiting");
        source.finishes.set(false);
        move("Proceed");
        await().atMost(PATIENCE).until(() -> source.snapshots().size() == 2);
        assertThat(source.blocked).isNotEmpty();
        client.resource(live()).delete();
        await().atMost(PATIENCE).until(() -> live() == null);
        assertThat(source.blocked).isEmpty();
    }

    /** A Service of somebody else is no reason to give up, and is left as it is. */
    @Test
    void theServiceOfSomebodyElseIsWaitedFor() {
        assumeFalse(targetHost.equals("localhost"), "this host has one name alone");
        load("apiVersion: v1\nkind: Service\nmetadata: {name: search, namespace: " + namespace
                + "}\nspec: {type: ExternalName, externalName: theirs.example.org}");
        migrate("cutover: {move: Wait, service: {name: search}}");
        becomes("Unknown", "ServiceTaken");
        assertThat(leadsTo()).isEqualTo("theirs.example.org");
        assertThat(source.changes()).isEmpty();
        client.services().inNamespace(namespace).withName("search").delete();
        becomes("Unknown", "RestoreRuns");
        assertThat(leadsTo()).isEqualTo("localhost");
    }

    // ---- what people and restores do

    private void migrate(String cutover) {
        load("""
                apiVersion: shardwright.dev/v1alpha1
                kind: Migration
                metadata: {name: move, namespace: %s}
                spec:
                  source: {external: {url: "%s"}}
                  target: {external: {url: "%s"}}
                  repository: {fs: {location: /snap}}
                  %s
                """.formatted(namespace, source.url(), target.url(targetHost), cutover));
    }

    private void load(String yaml) {
        client.resource(yaml).create();
    }

    private void firstCopy() {
        source.finishes.set(false);
        await().atMost(PATIENCE).until(() -> source.snapshots().size() == 1);
        target.locked.set(true);
        source.finishes.set(true);
        restored("move-copy");
    }

    /** The operator writes the status, too, until the Restore has ended. */
    private void restored(String name) {
        RestoreStatus verified = Serialization.unmarshal("""
                finishedAt: "2026-05-01T12:00:00Z"
                verification: {indices: 2, documents: 42, differing: 0}
                conditions:
                - {type: Succeeded, status: "True", reason: Verified, message: they agree,
                  lastTransitionTime: "2026-05-01T12:00:00Z"}
                """, RestoreStatus.class);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            client.resources(Restore.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .editStatus(r -> {
                        r.setStatus(verified);
                        return r;
                    });
            return get(Restore.class, name).getStatus().finishedAt() != null;
        });
    }

    private void move(String move) {
        client.resources(Migration.class)
                .inNamespace(namespace)
                .withName("move")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"cutover\":{\"move\":\"" + move + "\"}}}");
    }

    // ---- what is seen

    private Migration live() {
        return get(Migration.class, "move");
    }

    private <R extends HasMetadata> R get(Class<R> kind, String name) {
        return client.resources(kind).inNamespace(namespace).withName(name).get();
    }

    private String leadsTo() {
        Service service =
                client.services().inNamespace(namespace).withName("search").get();
        return service.getSpec().getExternalName();
    }

    private void becomes(String status, String reason) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        Conditions.find(live().getStatus().conditions(), "Succeeded"))
                .get()
                .extracting(c -> c.getStatus() + " " + c.getReason())
                .isEqualTo(status + " " + reason));
    }

    /** Neither a new operator nor a pass finds anything to do. */
    private void staysAsItIs() {
        int changes = source.changes().size();
        stop();
        long mark = server.auditLog().mark();
        startOperator();
        touch(live(), 1);
        await().atMost(PATIENCE).pollDelay(Duration.ofSeconds(2)).until(() -> operator.passes("Migration") > 0);
        assertThat(server.auditLog().since(mark, AGENT))
                .filteredOn(Call::isWrite)
                .filteredOn(c -> c.resource().equals("migrations")
                        || c.resource().equals("services")
                        || c.resource().equals("snapshots"))
                .isEmpty();
        assertThat(source.changes()).hasSize(changes);
    }
}
