package dev.shardwright.cluster.plan;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Details;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.elasticsearch.Roles;
import dev.shardwright.elasticsearch.VotingExclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rules look at. Made once for a pass; nothing in it changes. */
final class Situation {
    static final Duration FRESH = UsableFacts.FRESH;

    private final ElasticCluster cluster;
    private final Observation seen;
    private final Map<String, String> revisions;
    private final BootstrapDecision bootstrap;
    private final List<Problem> problems;
    private final Map<String, NodeView> nodes = new LinkedHashMap<>();
    private final Instant now;
    private final Optional<Known> facts;
    private final ShardTable shards;

    Situation(
            ElasticCluster cluster,
            Observation seen,
            Map<String, String> revisions,
            BootstrapDecision bootstrap,
            List<Problem> problems,
            List<NodeView> nodes,
            Instant now) {
        this.cluster = cluster;
        this.seen = seen;
        this.revisions = revisions;
        this.bootstrap = bootstrap;
        this.problems = problems;
        nodes.forEach(n -> this.nodes.put(n.name(), n));
        this.now = now;
        this.facts = UsableFacts.of(seen, bootstrap, now);
        this.shards = new ShardTable(
                facts.flatMap(Known::details).map(Details::shards).orElse(List.of()));
    }

    ElasticCluster cluster() {
        return cluster;
    }

    Observation seen() {
        return seen;
    }

    /** By pool: the revision that the spec asks for. */
    Map<String, String> revisions() {
        return revisions;
    }

    BootstrapDecision bootstrap() {
        return bootstrap;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Every node there is or should be, with its intent. */
    Collection<NodeView> nodes() {
        return nodes.values();
    }

    Instant now() {
        return now;
    }

    /** Facts that may be acted on: complete, with shards and settings, of this cluster, with an elected master. */
    Optional<Known> facts() {
        return facts;
    }

    /** Shards and settings. Rules ask for them only after {@link NodeRule#ElasticsearchKnown} has passed. */
    Details details() {
        return facts().flatMap(Known::details).orElseThrow();
    }

    /** Every copy of every shard. Rules ask for it only after {@link NodeRule#ElasticsearchKnown} has passed. */
    ShardTable shards() {
        return shards;
    }

    Optional<NodeView> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    Stream<NodeView> with(Intent intent) {
        return nodes().stream().filter(n -> n.is(intent));
    }

    /** Whether the operator has asked a node to give its shards away. */
    boolean isDraining(NodeView node) {
        return details().settings().draining().contains(node.name());
    }

    /** Whether a node was asked not to vote, by whomever. */
    boolean isExcluded(NodeView node) {
        return exclusions().stream().anyMatch(e -> isOf(e, node));
    }

    List<VotingExclusion> exclusions() {
        return facts().map(k -> k.votes().exclusions()).orElse(List.of());
    }

    static boolean isOf(VotingExclusion exclusion, NodeView node) {
        return exclusion.nodeName().equals(node.name())
                || node.member()
                        .map(ElasticsearchFacts.Node::id)
                        .filter(exclusion.nodeId()::equals)
                        .isPresent();
    }

    /** Ids of the nodes whose votes elect a master. */
    List<String> voters() {
        return facts().map(k -> k.votes().voters()).orElse(List.of());
    }

    boolean isElectedMaster(NodeView node) {
        return facts().flatMap(Known::masterNode).filter(node.name()::equals).isPresent();
    }

    /** How many nodes of a role the spec asks for. */
    int wanted(String role) {
        return cluster.getSpec().nodePools().stream()
                .filter(p -> Roles.serve(words(p), role))
                .mapToInt(NodePool::replicas)
                .sum();
    }

    /** The roles of a pool in Elasticsearch's own words. */
    static Set<String> words(NodePool pool) {
        return pool.roles().stream().map(NodeRole::word).collect(Collectors.toUnmodifiableSet());
    }
}
