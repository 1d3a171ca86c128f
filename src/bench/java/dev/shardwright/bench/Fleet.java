package dev.shardwright.bench;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Waiting;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Many clusters of one shape in one namespace. */
final class Fleet {
    private static final ClusterManifest SHAPE =
            ClusterManifest.read(Path.of("src", "bench", "resources", "unschedulable.yaml"));
    private static final String NO_SCHEDULER = "{spec: {schedulerName: nobody}}";
    private static final int SETS_A_CLUSTER = 2;
    private static final int PODS_A_CLUSTER = 5;
    /** As many requests under way as a person's tool would have, not to be what one waits for. */
    private static final int CONNECTIONS = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Space space;
    private final List<ClusterManifest> manifests;

    private Fleet(Space space, List<ClusterManifest> manifests) {
        this.space = space;
        this.manifests = manifests;
    }

    /** Clusters whose pods no node can take, not yet applied. */
    static Fleet unschedulable(Space space, int clusters) {
        return new Fleet(
                space,
                IntStream.range(0, clusters).mapToObj(i -> SHAPE.named("c" + i)).toList());
    }

    /** The same without a scheduler, so that nobody else says what becomes of the pods. Not yet applied. */
    static Fleet unscheduled(Space space, int clusters) {
        Fleet fleet = unschedulable(space, clusters);
        return new Fleet(
                space,
                fleet.manifests.stream()
                        .map(m -> m.putInPool("master", "podTemplate", NO_SCHEDULER)
                                .putInPool("data", "podTemplate", NO_SCHEDULER))
                        .toList());
    }

    /** The times of the first apply, and of the moment when all StatefulSets existed. */
    record Made(Instant began, Instant sets) {
        double seconds() {
            return Duration.between(began, sets).toMillis() / 1000.0;
        }
    }

    /** Applies all of them as kubectl apply --server-side would, and waits for their StatefulSets. */
    Made apply() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicReference<Instant> last = new AtomicReference<>(Instant.now());
        int wanted = manifests.size() * SETS_A_CLUSTER;
        try (SharedIndexInformer<StatefulSet> watch = client().apps()
                .statefulSets()
                .inNamespace(space.name())
                .inform(new FirstSight(name -> {
                    if (seen.add(name)) {
                        last.set(Instant.now());
                    }
                }))) {
            Instant began = Instant.now();
            applyAll();
            Waiting.until(
                    "all StatefulSets",
                    PATIENCE,
                    () -> seen.size() + " of " + wanted,
                    () -> watch.isRunning() && seen.size() >= wanted);
            return new Made(began, last.get());
        }
    }

    private record FirstSight(Consumer<String> news) implements ResourceEventHandler<StatefulSet> {
        @Override
        public void onAdd(StatefulSet set) {
            news.accept(set.getMetadata().getName());
        }

        @Override
        public void onUpdate(StatefulSet before, StatefulSet after) {
            // It exists already.
        }

        @Override
        public void onDelete(StatefulSet set, boolean unknown) {
            // Nothing deletes them.
        }
    }

    private void applyAll() {
        try (ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> applied = new ArrayList<>();
            manifests.forEach(manifest -> applied.add(workers.submit(() -> space.apply(manifest))));
            for (Future<?> one : applied) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until all pods exist. */
    void awaitPods() {
        long wanted = (long) manifests.size() * PODS_A_CLUSTER;
        Waiting.until("all pods", PATIENCE, () -> pods() + " of " + wanted, () -> pods() >= wanted);
    }

    private long pods() {
        // The API server counts those that it did not list.
        PodList first = client().pods()
                .inNamespace(space.name())
                .list(new ListOptionsBuilder().withLimit(1L).build());
        Long rest = first.getMetadata().getRemainingItemCount();
        return first.getItems().size() + (rest == null ? 0 : rest);
    }

    /** How many clusters say of their latest spec that they are stalled. */
    long stalled() {
        return client().resources(ElasticCluster.class).inNamespace(space.name()).list().getItems().stream()
                .filter(Fleet::isStalled)
                .count();
    }

    private static boolean isStalled(ElasticCluster cluster) {
        ElasticClusterStatus status = cluster.getStatus();
        return status != null
                && cluster.getMetadata().getGeneration().equals(status.observedGeneration())
                && status.conditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Stalled") && c.getStatus().equals("True"));
    }

    Space space() {
        return space;
    }

    List<ClusterManifest> manifests() {
        return manifests;
    }

    private KubernetesClient client() {
        return space.client();
    }
}
