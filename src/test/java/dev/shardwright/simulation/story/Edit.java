package dev.shardwright.simulation.story;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.simulation.Chance;
import java.util.List;
import java.util.Map;

/** What users change. Some of it is a mistake, which they take back after a while. */
public enum Edit {
    /** One more node, or two. */
    SCALE_UP(false, (spec, chance) -> {
        NodePool pool = chance.pick(spec.nodePools());
        return new SpecEditor(spec).pool(pool, p -> SpecEditor.replicas(p, p.replicas() + chance.between(1, 2)));
    }),
    /** One node fewer, or two. */
    SCALE_DOWN(false, (spec, chance) -> {
        NodePool pool = chance.pick(spec.nodePools());
        return new SpecEditor(spec)
                .pool(pool, p -> SpecEditor.replicas(p, Math.max(1, p.replicas() - chance.between(1, 2))));
    }),
    /** A pool more. */
    ADD_POOL(false, (spec, chance) -> {
        NodePool like = chance.pick(spec.nodePools());
        return new SpecEditor(spec)
                .plus(SpecEditor.replicas(
                        SpecEditor.named(like, like.name() + spec.nodePools().size()), chance.between(1, 2)));
    }),
    /** A pool fewer, where another one has its roles. */
    REMOVE_POOL(false, (spec, chance) -> {
        NodePool pool = chance.pick(spec.nodePools());
        boolean replaced = spec.nodePools().stream()
                .anyMatch(p -> !p.equals(pool) && p.roles().containsAll(pool.roles()));
        return replaced ? new SpecEditor(spec).minus(pool) : spec;
    }),
    /** A pool under another name: other nodes, other volumes. */
    RENAME_POOL(false, (spec, chance) -> {
        NodePool pool = chance.pick(spec.nodePools());
        return new SpecEditor(spec).pool(pool, p -> SpecEditor.named(p, p.name() + "n"));
    }),
    /** Masters and data nodes of their own instead of nodes that are both. */
    SPLIT_POOL(false, (spec, chance) -> spec.nodePools().stream()
            .filter(p -> p.isMasterEligible() && p.holdsShards())
            .findFirst()
            .map(p -> new SpecEditor(spec)
                    .instead(
                            p,
                            SpecEditor.roles(p, "masters", List.of(NodeRole.MASTER)),
                            SpecEditor.roles(p, "datas", List.of(NodeRole.DATA))))
            .orElse(spec)),
    /** A setting of all nodes. */
    CONFIG(false, (spec, chance) -> new SpecEditor(spec)
            .config(Map.of("indices.query.bool.max_clause_count", chance.between(1_000, 9_000)))),
    /** A setting of one pool. */
    POOL_CONFIG(false, (spec, chance) -> new SpecEditor(spec)
            .pool(
                    chance.pick(spec.nodePools()),
                    p -> SpecEditor.config(p, Map.of("thread_pool.write.queue_size", chance.between(1_000, 9_000))))),
    /** A newer version. */
    UPGRADE(false, (spec, chance) -> new SpecEditor(spec)
            .version(spec.version().startsWith("7.") ? "8.19.4" : "8.19.21")),
    /** Restart, please. */
    RESTART(false, (spec, chance) -> new SpecEditor(spec).restartTrigger("t" + chance.between(0, 1_000))),
    /** Larger volumes. */
    GROW(false, (spec, chance) -> new SpecEditor(spec)
            .pool(chance.pick(spec.nodePools()), p -> SpecEditor.grown(p, chance.between(1, 2)))),
    /** Pods that no Kubernetes node takes. */
    IMPOSSIBLE_SELECTOR(true, (spec, chance) -> new SpecEditor(spec)
            .pool(
                    chance.pick(spec.nodePools()),
                    p -> SpecEditor.podTemplate(
                            p, Map.of("spec", Map.of("nodeSelector", Map.of("simulated", "nowhere")))))),
    /** A setting with which Elasticsearch does not start. */
    BAD_SETTING(true, (spec, chance) -> new SpecEditor(spec)
            .pool(chance.pick(spec.nodePools()), p -> SpecEditor.config(p, Map.of("simulated.invalid", true)))),
    /** An image that cannot be pulled. */
    BAD_IMAGE(true, (spec, chance) -> new SpecEditor(spec).image("nowhere/elasticsearch:" + spec.version())),
    /** A version to which there is no way, as every cluster here is newer. */
    FORBIDDEN_VERSION(true, (spec, chance) -> new SpecEditor(spec).version("7.17.0")),
    /** A certificate that is not there. */
    MISSING_CERTIFICATE(true, (spec, chance) -> new SpecEditor(spec).httpCertificate("nowhere")),
    /** Nothing is to be changed for a while. */
    PAUSE(true, (spec, chance) -> new SpecEditor(spec).paused(true)),
    /** Everything stops for a while. */
    HIBERNATE(true, (spec, chance) -> new SpecEditor(spec).hibernate(true));

    private final boolean mistake;
    private final Change change;

    private interface Change {
        ElasticClusterSpec of(ElasticClusterSpec spec, Chance chance);
    }

    Edit(boolean mistake, Change change) {
        this.mistake = mistake;
        this.change = change;
    }

    /** Whether it is taken back later. */
    boolean isMistake() {
        return mistake;
    }

    ElasticClusterSpec of(ElasticClusterSpec spec, Chance chance) {
        return change.of(spec, chance);
    }
}
