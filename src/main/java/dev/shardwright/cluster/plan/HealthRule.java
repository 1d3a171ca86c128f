package dev.shardwright.cluster.plan;

import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.IndexInfo;
import dev.shardwright.elasticsearch.Roles;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.ShardCopy.State;
import dev.shardwright.support.ElasticVersion;
import java.util.List;
import java.util.Optional;

/**
 * Whether the cluster is well enough for a restart: green, or yellow only by replicas that no node of the cluster could
 * take. Such a yellow never ends by waiting: replicas whose primary runs a newer version than every free node (half-way
 * through an upgrade), and more copies than there are nodes of the tier.
 */
final class HealthRule {
    private HealthRule() {}

    static Optional<String> healthAllows(NodeView node, Situation s, Chosen chosen) {
        List<ShardCopy> shards = s.shards().all();
        List<ShardCopy> lost = s.shards().lostPrimaries();
        if (!lost.isEmpty()) {
            return Optional.of("the cluster is red: no started primary of " + RemovalRules.words(lost)
                    + " (see GET _cluster/allocation/explain). To restart nodes all the same, which may keep these shards"
                    + " away for longer, set update.ignoreRules: [HealthAllows]");
        }
        List<ShardCopy> recovering =
                shards.stream().filter(c -> c.state() == State.INITIALIZING).toList();
        if (!recovering.isEmpty()) {
            return Optional.of("waits for " + RemovalRules.words(recovering) + " to recover");
        }
        List<ShardCopy> waiting = shards.stream()
                .filter(c -> c.state() == State.UNASSIGNED && someNodeCouldTake(c, s))
                .toList();
        if (!waiting.isEmpty()) {
            return Optional.of("the cluster is yellow: waits for a replica of " + RemovalRules.words(waiting)
                    + " to be assigned (see GET _cluster/allocation/explain)");
        }
        // The two were read one after the other: both must say so.
        boolean red = s.facts()
                .map(Known::health)
                .filter(h -> h.status() == ClusterHealth.Status.RED)
                .isPresent();
        return red ? Optional.of("the cluster was red a moment ago") : Optional.empty();
    }

    /** A data node of the index's tier without a copy of the shard, and not of an older version than the primary's node. */
    private static boolean someNodeCouldTake(ShardCopy replica, Situation s) {
        Optional<ElasticVersion> primary = s.shards()
                .others(replica)
                .filter(ShardCopy::primary)
                .flatMap(c -> c.node().stream())
                .flatMap(name -> s.node(name).stream())
                .flatMap(n -> version(n).stream())
                .findFirst();
        IndexInfo index = s.details().indices().get(replica.index());
        return s.facts().orElseThrow().nodes().stream()
                .filter(n -> Roles.holdShards(n.roles()))
                .filter(n -> index == null || AllocationFilters.tierAllows(n.roles(), index, s))
                .filter(n -> s.shards().others(replica).noneMatch(c -> c.isOn(n.name())))
                .anyMatch(n -> primary.isEmpty()
                        || n.version()
                                .flatMap(ElasticVersion::parse)
                                .map(v -> v.compareTo(primary.get()) >= 0)
                                .orElse(true));
    }

    private static Optional<ElasticVersion> version(NodeView node) {
        return node.member().flatMap(ElasticsearchFacts.Node::version).flatMap(ElasticVersion::parse);
    }
}
