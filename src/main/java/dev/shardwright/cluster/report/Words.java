package dev.shardwright.cluster.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Trouble;
import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.elasticsearch.ClusterHealth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sentences for conditions: what is the matter, and what it waits for. */
final class Words {
    private static final int MOST_NODES = 6;

    private Words() {}

    /** For example: 3 starting (a, b, c), 1 failing (d: container elasticsearch: ...). */
    static String of(List<NodePlan> nodes) {
        TreeMap<State, List<NodePlan>> byState =
                nodes.stream().collect(groupingBy(NodePlan::state, TreeMap::new, Collectors.toList()));
        return byState.entrySet().stream()
                .map(e -> e.getValue().size() + " " + e.getKey().name().toLowerCase(Locale.ROOT) + " ("
                        + e.getValue().stream().limit(MOST_NODES).map(Words::of).collect(joining(", "))
                        + (e.getValue().size() > MOST_NODES ? ", ..." : "") + ")")
                .collect(joining(", "));
    }

    /** Why Elasticsearch tells nothing. */
    static String of(Trouble trouble) {
        String since = " since " + trouble.since().truncatedTo(ChronoUnit.SECONDS) + ": ";
        return switch (trouble.problem()) {
            case NO_ENDPOINT -> "no node runs yet that could be asked";
            case UNREACHABLE -> "Elasticsearch cannot be reached" + since + trouble.message();
            case TIMED_OUT -> "Elasticsearch does not answer in time (hung or overloaded)" + since + trouble.message();
            case TLS -> "the TLS connection to Elasticsearch fails" + since + trouble.message();
            case UNAUTHORIZED, FORBIDDEN ->
                "Elasticsearch does not accept the operator's user" + since + trouble.message();
            case NO_MASTER -> "the nodes answer and have no elected master" + since + trouble.message();
            case BUSY -> "Elasticsearch is overloaded and turns requests away" + since + trouble.message();
            case UNAVAILABLE, SERVER_ERROR, UNEXPECTED, MALFORMED ->
                "Elasticsearch gives no usable answer" + since + trouble.message();
        };
    }

    /** The health in words. */
    static String of(Known known) {
        ClusterHealth health = known.health();
        return switch (health.status()) {
            case GREEN -> "green: every shard has all its copies";
            case YELLOW ->
                "yellow: every primary is there, " + health.unassignedShards() + " replicas are not (initializing "
                        + health.initializingShards() + "); nothing is lost, and a further loss of a node may hurt";
            case RED ->
                health.lacksShards()
                        ? "red: primaries are missing (" + health.unassignedShards() + " shards unassigned, "
                                + health.initializingShards() + " initializing): see GET _cluster/allocation/explain"
                        : "red: Elasticsearch recovers its state after an election, no shard is known to be missing";
        };
    }

    private static String of(NodePlan node) {
        return node.message().isEmpty() ? node.node() : node.node() + ": " + node.message();
    }
}
