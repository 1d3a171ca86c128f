package dev.shardwright.simulation.story;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.api.Placement;
import dev.shardwright.api.Storage;
import dev.shardwright.api.Update;
import dev.shardwright.simulation.Chance;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Clusters as users ask for them: small, of every kind. */
final class Specs {
    private static final List<String> VERSIONS = List.of("7.17.29", "8.19.4", "8.19.21");
    private static final List<NodeRole> MASTER = List.of(NodeRole.MASTER);
    private static final List<NodeRole> DATA = List.of(NodeRole.DATA, NodeRole.INGEST);
    private static final List<NodeRole> BOTH = List.of(NodeRole.MASTER, NodeRole.DATA);
    private static final List<NodeRole> HOT = List.of(NodeRole.DATA_CONTENT, NodeRole.DATA_HOT);

    private Specs() {}

    static ElasticClusterSpec any(Chance chance) {
        return with(Specs::pools, chance);
    }

    /** One to three nodes. */
    static ElasticClusterSpec small(Chance chance) {
        return with(Specs::fewPools, chance);
    }

    private static ElasticClusterSpec with(Function<Chance, List<NodePool>> pools, Chance chance) {
        Placement placement = chance.percent(20) ? new Placement(null, "topology.kubernetes.io/zone") : null;
        return new ElasticClusterSpec(
                chance.pick(VERSIONS),
                null,
                pools.apply(chance),
                null,
                placement,
                null,
                null,
                null,
                null,
                new Update(chance.between(1, 2), chance.between(0, 2), null, null),
                null,
                null,
                null,
                null,
                null);
    }

    private static List<NodePool> pools(Chance chance) {
        return switch (chance.between(0, 3)) {
            case 0 -> List.of(pool("all", chance.between(1, 3), BOTH));
            case 1 ->
                List.of(pool("master", chance.pick(List.of(1, 3)), MASTER), pool("data", chance.between(1, 3), DATA));
            case 2 -> List.of(pool("main", 3, BOTH), pool("extra", chance.between(1, 2), DATA));
            default ->
                List.of(
                        pool("master", chance.between(1, 3), MASTER),
                        pool("hot", 2, HOT),
                        pool("warm", 1, List.of(NodeRole.DATA_WARM, NodeRole.DATA_CONTENT)));
        };
    }

    private static List<NodePool> fewPools(Chance chance) {
        return chance.percent(60)
                ? List.of(pool("all", chance.between(1, 3), BOTH))
                : List.of(pool("master", 1, MASTER), pool("data", chance.between(1, 2), DATA));
    }

    static NodePool pool(String name, int replicas, List<NodeRole> roles) {
        return new NodePool(name, replicas, roles, null, null, new Storage("1Gi", null), Map.of(), Map.of());
    }
}
