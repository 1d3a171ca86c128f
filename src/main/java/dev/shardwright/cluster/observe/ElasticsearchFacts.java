package dev.shardwright.cluster.observe;

import dev.shardwright.elasticsearch.ClusterDetails;
import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.ClusterReadings;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.ClusterView;
import dev.shardwright.elasticsearch.IndexInfo;
import dev.shardwright.elasticsearch.NodeDisk;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.Shutdowns;
import dev.shardwright.elasticsearch.VotingExclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of an Elasticsearch cluster, and how well.
 *
 * @param known   the last good facts; they outlive a failure, but then only for display
 * @param trouble what the last poll ended with; empty when it was good
 * @param stepTrouble why a change that the operator asked for was not made; until one is made
 */
public record ElasticsearchFacts(Optional<Known> known, Optional<Trouble> trouble, Optional<StepTrouble> stepTrouble) {
    /** Never asked. */
    public static final ElasticsearchFacts NONE = new ElasticsearchFacts(Optional.empty(), Optional.empty());

    /** Facts without a trouble with changes. */
    public ElasticsearchFacts(Optional<Known> known, Optional<Trouble> trouble) {
        this(known, trouble, Optional.empty());
    }

    /**
     * Facts of one cluster.
     *
     * @param at            when the oldest part of them was asked for
     * @param clusterName   its name
     * @param clusterUuid   its identity; empty while it has not formed
     * @param uuidCommitted whether the identity is final
     * @param masterNode    name of the elected master
     * @param nodes         who is in the cluster, by name
     * @param votes         who elects
     * @param health        status and counters
     * @param details       shards and settings; empty while nothing is to change, and while a change that the operator
     *                      has just asked for may have made them untrue
     */
    public record Known(
            Instant at,
            String clusterName,
            Optional<String> clusterUuid,
            boolean uuidCommitted,
            Optional<String> masterNode,
            List<Node> nodes,
            Votes votes,
            ClusterHealth health,
            Optional<Details> details) {
        public Known {
            nodes = List.copyOf(nodes);
        }

        private Known withoutDetails() {
            return new Known(
                    at, clusterName, clusterUuid, uuidCommitted, masterNode, nodes, votes, health, Optional.empty());
        }

        private boolean meansTheSameAs(Known other) {
            return clusterName.equals(other.clusterName)
                    && clusterUuid.equals(other.clusterUuid)
                    && uuidCommitted == other.uuidCommitted
                    && masterNode.equals(other.masterNode)
                    && nodes.equals(other.nodes)
                    && votes.equals(other.votes)
                    && details.map(Details::meaning).equals(other.details.map(Details::meaning))
                    && health.clusterName().equals(other.health.clusterName())
                    && health.status() == other.health.status()
                    && health.timedOut() == other.health.timedOut()
                    && health.numberOfNodes() == other.health.numberOfNodes()
                    && health.numberOfDataNodes() == other.health.numberOfDataNodes();
        }
    }

    /**
     * A node that is in the cluster.
     *
     * @param name    node.name
     * @param id      stays with the node's data
     * @param version what it runs; empty when it did not say
     * @param roles   Elasticsearch's own words, sorted
     * @param podUid  the pod that it runs in; empty when it does not say
     */
    public record Node(String name, String id, Optional<String> version, List<String> roles, Optional<String> podUid) {
        public Node {
            roles = List.copyOf(roles);
        }

        /** A node that does not say which pod it runs in. */
        public Node(String name, String id, Optional<String> version, List<String> roles) {
            this(name, id, version, roles, Optional.empty());
        }
    }

    /**
     * Who elects a master.
     *
     * @param voters     ids of the nodes of the last committed voting configuration
     * @param exclusions nodes that were asked not to vote
     */
    public record Votes(List<String> voters, List<VotingExclusion> exclusions) {
        public Votes {
            voters = List.copyOf(voters);
            exclusions = List.copyOf(exclusions);
        }
    }

    /**
     * What a change needs to know beyond membership. Settings were read before shards: a node that is drained by them and
     * holds no shard gets none any more.
     *
     * @param at        when the oldest part of it was asked for
     * @param shards    every copy of every shard, of the same cluster state as the nodes
     * @param indices   indices by name; one that a shard belongs to may be missing: then its settings are unknown
     * @param settings  where shards may lie
     * @param disks     disks of the data nodes that told, by node name
     * @param shutdowns nodes that are registered to stop
     */
    public record Details(
            Instant at,
            List<ShardCopy> shards,
            Map<String, IndexInfo> indices,
            ClusterSettings settings,
            Map<String, NodeDisk> disks,
            Shutdowns shutdowns) {
        public Details {
            shards = List.copyOf(shards);
            indices = Map.copyOf(indices);
            disks = Map.copyOf(disks);
        }

        /** Without what changes all the time: times, sizes, free space. */
        private List<Object> meaning() {
            List<Object> copies = shards.stream()
                    .<Object>map(s -> new ShardCopy(
                            s.index(), s.shard(), s.primary(), s.state(), s.node(), s.relocatingTo(), Optional.empty()))
                    .toList();
            return List.of(copies, indices, settings, shutdowns);
        }
    }

    /**
     * Why the last poll gave no facts.
     *
     * @param problem what kind
     * @param message one sentence for people, without secrets
     * @param since   when this run of failures began, whatever their kinds
     * @param at      when the last one happened
     */
    public record Trouble(Problem problem, String message, Instant since, Instant at) {}

    /**
     * Why a change was not made.
     *
     * @param message one sentence for people, without secrets
     * @param at      when it was tried
     */
    public record StepTrouble(String message, Instant at) {}

    /** The facts that may be acted on: the last poll was good, and no part of them is older than {@code maxAge}. */
    public Optional<Known> fresh(Instant now, Duration maxAge) {
        return trouble.isPresent()
                ? Optional.empty()
                : known.filter(facts -> !facts.at().isBefore(now.minus(maxAge)));
    }

    /**
     * Whether a good answer has only just failed to come: too early to tell anybody, too late to act on what was known.
     *
     * @param patience how long a failure is put down to chance
     */
    public boolean isBlip(Instant now, Duration patience) {
        return known.isPresent()
                && trouble.filter(t -> t.since().isAfter(now.minus(patience))).isPresent();
    }

    /** Facts of what was read. */
    public static Known known(ClusterReadings.Complete readings) {
        ClusterView view = readings.view();
        List<Node> nodes = view.nodes().stream()
                .map(node -> new Node(
                        node.name(),
                        node.id(),
                        Optional.ofNullable(readings.versions().get(node.ephemeralId())),
                        node.roles(),
                        node.podUid()))
                .toList();
        return new Known(
                readings.at(),
                view.clusterName(),
                view.clusterUuid(),
                view.uuidCommitted(),
                view.masterNodeName(),
                nodes,
                new Votes(view.votingConfigNodeIds(), view.votingExclusions()),
                readings.health(),
                readings.details().map(ElasticsearchFacts::details));
    }

    private static Details details(ClusterDetails read) {
        Map<String, IndexInfo> indices = new HashMap<>();
        read.indices().forEach(index -> indices.put(index.name(), index));
        Map<String, NodeDisk> disks = new HashMap<>();
        read.disks().forEach(disk -> disks.put(disk.node(), disk));
        return new Details(read.at(), read.shards(), indices, read.settings(), disks, read.shutdowns());
    }

    /** The same, except that shards and settings are not known any more. */
    public ElasticsearchFacts withoutDetails() {
        return new ElasticsearchFacts(known.map(Known::withoutDetails), trouble, stepTrouble);
    }

    /** Whether a reader would draw the same conclusions: times, messages and shard counters don't count. */
    public boolean meansTheSameAs(ElasticsearchFacts other) {
        boolean sameTrouble = Objects.equals(trouble.map(Trouble::problem), other.trouble.map(Trouble::problem));
        boolean sameKnown = (known.isPresent() && other.known.isPresent())
                ? known.get().meansTheSameAs(other.known.get())
                : (known.isEmpty() && other.known.isEmpty());
        return sameTrouble && sameKnown && stepTrouble.isPresent() == other.stepTrouble.isPresent();
    }
}
