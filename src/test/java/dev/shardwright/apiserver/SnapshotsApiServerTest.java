package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.apiserver.AuditLog.Call;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Repositories and snapshots of a cluster outside, with a real API server and an operator that is killed now and then. */
class SnapshotsApiServerTest extends OperatorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FakeSearch search;

    @BeforeEach
    void search() throws Exception {
        search = new FakeSearch();
    }

    @AfterEach
    void gone() {
        search.close();
    }

    @Test
    void repositoryIsRegisteredAndVerified() {
        repository("backups", "");

        becomes(SnapshotRepository.class, "backups", "Ready", "True", "Verified");
        assertThat(search.repositories().get("backups")).contains("\"location\":\"/snap\"");
        SnapshotRepository live = get(SnapshotRepository.class, "backups");
        assertThat(live.getStatus().verifiedNodes()).isEqualTo(2);
        assertThat(live.getStatus().type()).isEqualTo("fs");
        await().atMost(PATIENCE).until(() -> events("backups").contains("Verified")); // written after the status
        long mark = server.auditLog().mark();
        int changes = search.changes().size();
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        assertThat(server.auditLog().since(mark, AGENT))
                .filteredOn(Call::isWrite)
                .isEmpty();
        assertThat(search.changes()).hasSize(changes);
    }

    @Test
    void snapshotIsTakenOnceAndCounted() {
        search.finishes.set(false);
        repository("backups", "");
        snapshot("first", "");
        await().atMost(PATIENCE).until(() -> search.snapshots().size() == 1);
        becomes(Snapshot.class, "first", "Succeeded", "Unknown", "Running");
        stop();
        startOperator();
        search.finishes.set(true);

        becomes(Snapshot.class, "first", "Succeeded", "True", "Completed");
        Snapshot live = get(Snapshot.class, "first");
        assertThat(live.getStatus().documents()).isEqualTo(42);
        assertThat(live.getStatus().percent()).isEqualTo(100);
        assertThat(search.changes())
                .filteredOn(c -> c.startsWith("PUT /_snapshot/backups/"))
                .hasSize(1);
        ConfigMap counts = client.configMaps()
                .inNamespace(namespace)
                .withName(live.getStatus().countsConfigMap())
                .get();
        assertThat(counts.getData().get("counts.json"))
                .contains("\"logs\":{\"uuid\":\"u-logs\",\"shards\":1,\"before\":7", "\"lowest\":35,\"highest\":35");
        assertThat(counts.getMetadata().getOwnerReferences()).singleElement().satisfies(o -> assertThat(o.getKind())
                .isEqualTo("Snapshot"));
        assertThat(events("first")).contains("Running", "Completed");
    }

    @Test
    void finishedSnapshotIsNeverTakenAgain() {
        repository("backups", "");
        snapshot("first", "");
        becomes(Snapshot.class, "first", "Succeeded", "True", "Completed");
        await().atMost(PATIENCE).until(() -> events("first").contains("Completed")); // written after the status
        int changes = search.changes().size();
        long mark = server.auditLog().mark();
        stop();
        startOperator();
        touch(get(Snapshot.class, "first"), 1);

        await().pollDelay(Duration.ofSeconds(3)).until(() -> operator.passes() > 0);
        assertThat(search.changes()).hasSize(changes);
        assertThat(server.auditLog().since(mark, AGENT))
                .filteredOn(Call::isWrite)
                .isEmpty();
    }

    @Test
    void snapshotUnderWayIsCancelledByItsDeletion() {
        search.finishes.set(false);
        repository("backups", "");
        snapshot("first", "");
        await().atMost(PATIENCE).until(() -> search.snapshots().size() == 1);
        delete(get(Snapshot.class, "first"));

        await().atMost(PATIENCE).until(() -> get(Snapshot.class, "first") == null);
        assertThat(search.snapshots()).isEmpty();
    }

    @Test
    void deletedResourcesLeaveWhatTheyAreToldTo() {
        repository("backups", "");
        snapshot("kept", "");
        snapshot("dropped", "deletionPolicy: Delete");
        becomes(Snapshot.class, "kept", "Succeeded", "True", "Completed");
        becomes(Snapshot.class, "dropped", "Succeeded", "True", "Completed");
        delete(get(Snapshot.class, "kept"));
        delete(get(Snapshot.class, "dropped"));
        await().atMost(PATIENCE).until(() -> get(Snapshot.class, "kept") == null);
        await().atMost(PATIENCE).until(() -> get(Snapshot.class, "dropped") == null);
        assertThat(search.snapshots()).singleElement().asString().startsWith("kept-");
        delete(get(SnapshotRepository.class, "backups"));
        await().atMost(PATIENCE).until(() -> get(SnapshotRepository.class, "backups") == null);
        assertThat(search.repositories()).containsKey("backups");
    }

    /** A finalizer never hangs on a cluster that is gone. */
    @Test
    void deletionEndsWhenTheClusterIsGone() {
        search.finishes.set(false);
        repository("backups", "deletionPolicy: Deregister");
        snapshot("first", "");
        await().atMost(PATIENCE).until(() -> search.snapshots().size() == 1);
        search.close();
        delete(get(SnapshotRepository.class, "backups"));
        delete(get(Snapshot.class, "first"));

        await().atMost(PATIENCE).until(() -> get(SnapshotRepository.class, "backups") == null);
        await().atMost(PATIENCE).until(() -> get(Snapshot.class, "first") == null);
        assertThat(events("backups")).contains("LeftBehind");
    }

    @Test
    void unansweredQuestionsAreSaid() {
        search.locked.set(true);
        repository("backups", "");
        becomes(SnapshotRepository.class, "backups", "Ready", "Unknown", "Unauthorized");
        snapshot("first", "");
        becomes(Snapshot.class, "first", "Succeeded", "Unknown", "RepositoryNotReady");
        assertThat(get(Snapshot.class, "first").getStatus().waitingFor())
                .contains("SnapshotRepository backups is not ready: Unauthorized");
        assertThat(search.changes()).isEmpty();
        search.locked.set(false);
        becomes(Snapshot.class, "first", "Succeeded", "True", "Completed");
    }

    private void repository(String name, String fields) {
        apply("SnapshotRepository", name, """
                external: {url: "%s"}
                fs: {location: /snap}
                %s""".formatted(search.url(), fields));
    }

    private void snapshot(String name, String fields) {
        apply("Snapshot", name, """
                repositoryRef: {name: backups}
                %s""".formatted(fields));
    }

    private void apply(String kind, String name, String spec) {
        client.load(new java.io.ByteArrayInputStream(
                        ("apiVersion: shardwright.dev/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name
                                        + ", namespace: " + namespace + "}\nspec:\n" + spec.indent(2))
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .create();
    }

    private <R extends HasMetadata> R get(Class<R> kind, String name) {
        return client.resources(kind).inNamespace(namespace).withName(name).get();
    }

    private void delete(HasMetadata resource) {
        client.resource(resource).delete();
    }

    private void becomes(Class<? extends HasMetadata> kind, String name, String type, String status, String reason) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Conditions.find(conditions(get(kind, name)), type))
                .hasValueSatisfying(c -> assertThat(c.getStatus() + " " + c.getReason() + ": " + c.getMessage())
                        .startsWith(status + " " + reason + ":")));
    }

    private static List<Condition> conditions(HasMetadata resource) {
        return switch (resource) {
            case Snapshot s when s.getStatus() != null -> s.getStatus().conditions();
            case SnapshotRepository r
            when r.getStatus() != null -> r.getStatus().conditions();
            default -> List.of();
        };
    }

    private List<String> events(String name) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(e -> e.getInvolvedObject().getName().equals(name))
                .map(Event::getReason)
                .toList();
    }
}
