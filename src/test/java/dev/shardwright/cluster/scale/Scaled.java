package dev.shardwright.cluster.scale;

import dev.shardwright.api.Autoscaling;
import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.Answer;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.cluster.plan.Planner;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A cluster with pools that scale themselves. Unless told otherwise the pool data is one, from one to five nodes, with
 * volumes of 1Gi that have this size, and its size has stood for a day.
 */
final class Scaled {
    static final long GIB = 1L << 30;
    private static final int PERCENT = 100;

    private final Scene scene;
    private final Map<String, String> targets = new HashMap<>(Map.of("data", "minReplicas: 1, maxReplicas: 5"));
    private final List<AutoscalingStatus> recorded = new ArrayList<>();

    private Scaled(Scene scene) {
        this.scene = scene;
    }

    static Scaled running(String... pools) {
        Scaled scaled = new Scaled(Scene.running(pools));
        for (String pool : pools) {
            String[] words = pool.split(" ", -1);
            for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                scaled.capacity("es-" + words[0] + "-" + i, "1Gi");
            }
        }
        return scaled;
    }

    /** Three data nodes, recorded so. */
    static Scaled three() {
        return running("master 3 master", "data 3 data").recorded("data", 3, "1Gi");
    }

    Scaled targets(String pool, String fields) {
        targets.put(pool, fields);
        return this;
    }

    /** Further targets of the pool data. */
    Scaled with(String fields) {
        return targets("data", "minReplicas: 1, maxReplicas: 5, " + fields);
    }

    Scaled recorded(String pool, int replicas, String storage) {
        return recorded(entry(pool, replicas, storage, Duration.ofDays(1), null));
    }

    Scaled recorded(AutoscalingStatus entry) {
        recorded.removeIf(e -> e.pool().equals(entry.pool()));
        recorded.add(entry);
        return this;
    }

    Scaled unrecorded() {
        recorded.clear();
        return this;
    }

    /** A record: when the size changed, and since when one node less would do (null: it would not). */
    static AutoscalingStatus entry(String pool, int replicas, String storage, Duration lastScale, Duration lowFor) {
        return new AutoscalingStatus(
                pool,
                replicas,
                storage,
                "Steady",
                "disks and shards are within the targets",
                Fixtures.NOW.minus(lastScale).toString(),
                lowFor == null ? null : Fixtures.NOW.minus(lowFor).toString(),
                1,
                1);
    }

    Scaled scene(Consumer<Scene> change) {
        change.accept(scene);
        return this;
    }

    Scaled says(Consumer<Answer> change) {
        scene.says(change);
        return this;
    }

    /** How full the disks of these data nodes are, in percent of 100 GiB. */
    Scaled full(int... percents) {
        return says(a -> {
            for (int i = 0; i < percents.length; i++) {
                a.disk("es-data-" + i, PERCENT * GIB, (PERCENT - percents[i]) * GIB);
            }
        });
    }

    Scaled capacity(String node, String size) {
        scene.world(w -> w.changeClaim(
                node, c -> c.getStatus().setCapacity(new HashMap<>(Map.of("storage", new Quantity(size))))));
        return this;
    }

    /** The cluster as the user has it, with what is recorded. */
    ElasticCluster asked() {
        ElasticCluster cluster = scene.wanted();
        cluster.setSpec(cluster.getSpec()
                .withPools(cluster.getSpec().nodePools().stream()
                        .map(this::scaling)
                        .toList()));
        return cluster.getStatus() == null ? cluster : Fixtures.recording(cluster, recorded);
    }

    private NodePool scaling(NodePool p) {
        return targets.containsKey(p.name())
                ? new NodePool(
                        p.name(),
                        p.replicas(),
                        p.roles(),
                        p.resources(),
                        p.heap(),
                        p.storage(),
                        p.config(),
                        p.podTemplate(),
                        Serialization.unmarshal("---\n{" + targets.get(p.name()) + "}", Autoscaling.class))
                : p;
    }

    Observation see() {
        return scene.see();
    }

    /** The cluster in the sizes that hold now. */
    ElasticCluster sized() {
        return DecidedSizes.in(asked(), see());
    }

    NodePool pool(String name) {
        return sized().getSpec().pool(name).orElseThrow();
    }

    Plan plan() {
        return Planner.plan(sized(), see(), Fixtures.NOW);
    }

    List<AutoscalingStatus> decideAll() {
        return Autoscaler.decide(sized(), see(), plan(), Fixtures.NOW);
    }

    /** What is recorded for the pool data. */
    AutoscalingStatus decide() {
        return decideAll().stream()
                .filter(e -> e.pool().equals("data"))
                .findFirst()
                .orElseThrow();
    }
}
