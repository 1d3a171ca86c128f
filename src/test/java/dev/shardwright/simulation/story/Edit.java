package dev.shardwright.simulation.story;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.NodePool;
import dev.shardwright.simulation.Chance;
import java.util.List;
import java.util.Map;

/** What users change. Some of it is a mistake, which they take back after a while. */
enum Edit {
    /** One more node, or two. */
    SCALE_UP(true, false, (spec, chance) -> {
        NodePool pool = chance.pick(spec.nodePools());
        return new SpecEditor(spec).pool(pool, p -> SpecEditor.replicas(p, p.replicas() + chance.between(1, 2)));
    }),
    /** One node fewer, or two. */
    SCALE_DOWN(true, false, (spec, chance) -> {
        NodePool pool = chance.pick(spec.nodePools());
        return new SpecEditor(spec)
                .pool(pool, p -> SpecEditor.replicas(p, Math.max(1, p.replicas() - chance.between(1, 2))));
    }),
    /** A pool more. */
    ADD_POOL(true, false, (spec, chance) -> {
        NodePool like = chance.pick(spec.nodePools());
        return new SpecEditor(spec)
                .plus(SpecEditor.replicas(
                        SpecEditor.named(like, like.name() + spec.nodePools().size()), chance.between(1, 2)));
    }),
    /** A pool fewer, where another one has its roles. */
    REMOVE_POOL(true, false, (spec, chance) -> {
        NodePool pool = chance.pick(spec.nodePools());
        boolean replaced = spec.nodePools().stream()
                .anyMatch(p -> !p.equals(pool) && p.roles().containsAll(pool.roles()));
        return replaced ? new SpecEditor(spec).minus(pool) : spec;
    }),
    /** A pool under another name: other nodes, other volumes. */
    RENAME_POOL(true, false, (spec, chance) -> {
        NodePool pool = chance.pick(spec.nodePools());
        return new SpecEditor(spec).pool(pool, p -> SpecEditor.named(p, p.name() + "n"));
    }),
    /** A setting of all nodes. */
    CONFIG(true, false, (spec, chance) -> new SpecEditor(spec)
            .config(Map.of("indices.query.bool.max_clause_count", chance.between(1_000, 9_000)))),
    /** A setting of one pool. */
    POOL_CONFIG(true, false, (spec, chance) -> new SpecEditor(spec)
            .pool(
                    chance.pick(spec.nodePools()),
                    p -> SpecEditor.config(p, Map.of("thread_pool.write.queue_size", chance.between(1_000, 9_000))))),
    /** A newer version. */
    UPGRADE(true, false, (spec, chance) -> new SpecEditor(spec)
            .version(spec.version().startsWith("7.") ? "8.19.4" : "8.19.21")),
    /** Restart, please. */
    RESTART(true, false, (spec, chance) -> new SpecEditor(spec).restartTrigger("t" + chance.between(0, 1_000))),
    /** Larger volumes. */
    GROW(false, false, (spec, chance) -> new SpecEditor(spec)
            .pool(chance.pick(spec.nodePools()), p -> SpecEditor.size(p, chance.between(2, 4) + "Gi"))),
    /** Pods that no Kubernetes node takes. */
    IMPOSSIBLE_SELECTOR(true, true, (spec, chance) -> new SpecEditor(spec)
            .pool(
                    chance.pick(spec.nodePools()),
                    p -> SpecEditor.podTemplate(
                            p, Map.of("spec", Map.of("nodeSelector", Map.of("simulated", "nowhere")))))),
    /** A setting with which Elasticsearch does not start. */
    BAD_SETTING(true, true, (spec, chance) -> new SpecEditor(spec)
            .pool(chance.pick(spec.nodePools()), p -> SpecEditor.config(p, Map.of("simulated.invalid", true)))),
    /** An image that cannot be pulled. */
    BAD_IMAGE(true, true, (spec, chance) -> new SpecEditor(spec).image("nowhere/elasticsearch:" + spec.version())),
    /** Nothing is to be changed for a while. */
    PAUSE(true, true, (spec, chance) -> new SpecEditor(spec).paused(true)),
    /** Everything stops for a while. */
    HIBERNATE(false, true, (spec, chance) -> new SpecEditor(spec).hibernate(true));

    private final boolean supported;
    private final boolean mistake;
    private final Change change;

    private interface Change {
        ElasticClusterSpec of(ElasticClusterSpec spec, Chance chance);
    }

    Edit(boolean supported, boolean mistake, Change change) {
        this.supported = supported;
        this.mistake = mistake;
        this.change = change;
    }

    /** Those that the planner can carry out. */
    static List<Edit> supported() {
        return List.of(values()).stream().filter(e -> e.supported).toList();
    }

    /** Whether it is taken back later. */
    boolean isMistake() {
        return mistake;
    }

    ElasticClusterSpec of(ElasticClusterSpec spec, Chance chance) {
        return change.of(spec, chance);
    }
}
