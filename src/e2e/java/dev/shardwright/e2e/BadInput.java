package dev.shardwright.e2e;

import dev.shardwright.e2e.harness.ClusterManifest;
import java.util.List;
import java.util.function.UnaryOperator;

/** One mistake: what the user changes, and the words that the message must have. */
record BadInput(String mistake, UnaryOperator<ClusterManifest> change, List<String> words) {
    private static final String POOL = "node";

    BadInput {
        words = List.copyOf(words);
    }

    @Override
    public String toString() {
        return mistake;
    }

    /** Mistakes that the schema knows: the API server refuses them. */
    static List<BadInput> refused() {
        return List.of(
                of("no master pool", m -> m.putInPool(POOL, "roles", "[data, ingest]"), "nodePools", "role master"),
                of("no data pool", m -> m.putInPool(POOL, "roles", "[master]"), "nodePools", "role data"),
                of(
                        "removing all masters",
                        m -> m.with(c -> {
                            c.pool(POOL).put("name", "data");
                            c.pool("data").putArray("roles").add("data");
                        }),
                        "last masters",
                        "never removed"),
                of("zero replicas", m -> m.putInPool(POOL, "replicas", "0"), "replicas", "at least 1"),
                of(
                        "two pools of one name",
                        m -> m.with(c -> c.pools().add(c.pool(POOL).deepCopy())),
                        "nodePools",
                        "uplicate",
                        POOL),
                of("pool name too long", m -> m.putInPool(POOL, "name", "n".repeat(31)), "name", "30"),
                of("unknown role", m -> m.putInPool(POOL, "roles", "[master, data, boss]"), "roles", "boss"),
                of("unknown version", m -> m.put("/version", "6.8.0"), "version", "6.8.0", "7.17", "9"),
                of("version of the future", m -> m.put("/version", "10.0.0"), "version", "10.0.0"),
                of("version that is a word", m -> m.put("/version", "latest"), "version"),
                of(
                        "storage shrinks",
                        m -> m.putInPool(POOL, "storage", "size: 1Gi"),
                        "storage",
                        "shrink",
                        "2Gi",
                        "1Gi"),
                of(
                        "storage class changes",
                        m -> m.putInPool(POOL, "storage", "{size: 2Gi, storageClassName: other}"),
                        "storageClassName",
                        "cannot change"),
                of("heap above the memory limit", m -> m.putInPool(POOL, "heap", "2Gi"), "heap", "limits.memory"),
                of("heap that is no quantity", m -> m.putInPool(POOL, "heap", "lots"), "heap", "quantity"));
    }

    /** Mistakes that need more than the schema: refused at once or told in the condition Stalled, whichever can. */
    static List<BadInput> explained() {
        return List.of(
                of("downgrade", m -> m.put("/version", "8.19.4"), "version", "8.19.21", "8.19.4"),
                of("downgrade to 7.17", m -> m.put("/version", "7.17.29"), "version", "8.19.21", "7.17.29"),
                of("operator-owned key in config", m -> m.put("/config", "cluster.name: mine"), "cluster.name"),
                of(
                        "operator-owned key, nested",
                        m -> m.put("/config", "discovery: {seed_hosts: [elsewhere]}"),
                        "discovery.seed_hosts"),
                of(
                        "operator-owned key in a pool's config",
                        m -> m.putInPool(POOL, "config", "node.roles: [ml]"),
                        "node.roles",
                        POOL),
                of("missing Secret", m -> m.put("/secureSettings", "[{secretName: not-there}]"), "not-there"),
                of(
                        "broken podTemplate: wrong type",
                        m -> m.putInPool(POOL, "podTemplate", "spec: {containers: x}"),
                        "podTemplate",
                        POOL),
                of(
                        "broken podTemplate: unknown field",
                        m -> m.putInPool(
                                POOL, "podTemplate", "spec: {containers: [{name: elasticsearch, comand: [x]}]}"),
                        "podTemplate",
                        "comand"),
                of(
                        "broken podTemplate: bad quantity",
                        m -> m.putInPool(
                                POOL,
                                "podTemplate",
                                "spec: {containers: [{name: elasticsearch, resources: {limits: {cpu: much}}}]}"),
                        "podTemplate",
                        "much"));
    }

    private static BadInput of(String mistake, UnaryOperator<ClusterManifest> change, String... words) {
        return new BadInput(mistake, change, List.of(words));
    }
}
