package dev.shardwright.e2e;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Resources;
import dev.shardwright.e2e.harness.SharedFolder;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes first, everything goes. */
@EndToEnd
@DisplayName("C6 deletion in any order")
@Tag("full")
class C06DeletionTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration PROMISED = Duration.ofSeconds(30);

    private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(ElasticCluster.class, SnapshotRepository.class, Snapshot.class, Restore.class);

    static Stream<List<Class<? extends CustomResource<?, ?>>>> orders() {
        return Stream.of(
                List.of(ElasticCluster.class, SnapshotRepository.class, Snapshot.class, Restore.class),
                List.of(SnapshotRepository.class, ElasticCluster.class, Restore.class, Snapshot.class),
                List.of(Snapshot.class, SnapshotRepository.class, Restore.class, ElasticCluster.class),
                List.of(Restore.class, Snapshot.class, SnapshotRepository.class, ElasticCluster.class),
                List.of());
    }

    @ParameterizedTest(name = "C6 deletion in any order: {0}; none: the namespace")
    @MethodSource("orders")
    void noFinalizerHangs(List<Class<? extends CustomResource<?, ?>>> order, Spaces spaces, Operator operator) {
        operator.awaitReady();
        Space space = spaces.open("c6");
        ClusterManifest manifest =
                SharedFolder.in(space).mountedBy(ClusterManifest.load("single").named("es"));
        Resources resources = new Resources(space);
        resources.apply("SnapshotRepository", "es", """
                clusterRef: {name: es}
                fs: {location: %s/c6}
                deletionPolicy: Deregister
                settings: {max_restore_bytes_per_sec: 20kb}
                """.formatted(SharedFolder.PATH));
        space.apply(manifest).awaitGreen().elastic().index("logs", 20_000);
        resources.apply("Snapshot", "es", "repositoryRef: {name: es}\ndeletionPolicy: Delete\n");
        resources.await(Snapshot.class, "es", "Succeeded", "True", "Completed", SOON);
        resources.apply("Restore", "es", """
                snapshotRef: {name: es}
                rename: {pattern: (.+), replacement: copy-$1}
                """);
        resources.await(Restore.class, "es", "Succeeded", "Unknown", "Restoring", SOON);

        if (order.isEmpty()) {
            space.client().namespaces().withName(space.name()).delete();
            // Kubernetes takes the pods first, and marks the rest when they have gone.
            KINDS.forEach(kind -> {
                Waiting.until(
                        kind.getSimpleName() + " marked for deletion",
                        SOON,
                        () -> resources.state(kind, "es", ""),
                        () -> resources.find(kind, "es").stream().allMatch(CustomResource::isMarkedForDeletion));
                Waiting.until(
                        kind.getSimpleName() + " gone", PROMISED, () -> resources.state(kind, "es", ""), () -> resources
                                .find(kind, "es")
                                .isEmpty());
            });
        } else {
            order.forEach(kind -> resources.delete(kind, "es", PROMISED));
        }
    }
}
