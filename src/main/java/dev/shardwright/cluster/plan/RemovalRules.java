package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Remove;
import static java.util.stream.Collectors.joining;

import dev.shardwright.elasticsearch.ShardCopy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules for a node that is to go: data first, then the order of the pool. */
final class RemovalRules {
    private static final int MOST = 5;

    private RemovalRules() {}

    static Optional<String> lastMaster(NodeView node, Situation s, Chosen chosen) {
        boolean another = s.nodes().stream()
                .anyMatch(n -> !n.equals(node)
                        && n.mayBeElected()
                        && n.isUp()
                        && chosen.stays(n)
                        && !chosen.isLosingVote(n)
                        && !s.isExcluded(n));
        return !node.isMasterEligible() || another
                ? Optional.empty()
                : Optional.of("no other node that can be master is in the cluster");
    }

    /** A started primary has every acknowledged write; without one, the volume of a node that goes may be the last to. */
    static Optional<String> noCopyMissing(NodeView node, Situation s, Chosen chosen) {
        if (!node.holdsShards()) {
            return Optional.empty();
        }
        List<ShardCopy> lost = s.shards().lostPrimaries();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("no started copy of " + words(lost) + ": the last one may be on this node's volume");
    }

    static Optional<String> replacementsJoined(NodeView node, Situation s, Chosen chosen) {
        boolean begun =
                s.isDraining(node) || s.isExcluded(node) || node.member().isEmpty();
        if (begun) {
            return Optional.empty();
        }
        // Without room for a surge, the old node has to go before the new one comes.
        int fewer = s.cluster().getSpec().update().maxSurge() == 0 ? 1 : 0;
        for (String role : node.roles().stream().sorted().toList()) {
            long left = s.nodes().stream()
                    .filter(n -> !n.equals(node) && n.serves(role) && n.isUp() && stays(n, s, chosen))
                    .count();
            int wanted = s.wanted(role);
            if (left < wanted - fewer) {
                return Optional.of("waits for the nodes that take over: without it " + left + " of " + wanted
                        + " wanted nodes with the role " + role + " would be in the cluster");
            }
        }
        return Optional.empty();
    }

    private static boolean stays(NodeView n, Situation s, Chosen chosen) {
        return !(n.is(Remove) && (s.isDraining(n) || s.isExcluded(n) || chosen.isDraining(n))) && chosen.stays(n);
    }

    static Optional<String> shardsMoved(NodeView node, Situation s, Chosen chosen) {
        List<ShardCopy> shards = s.shards().on(node.name());
        if (!shards.isEmpty()) {
            return Optional.of("gives its shards away: " + shards.size() + " left (" + words(shards) + ")"
                    + standstill(node, shards, s, chosen));
        }
        return !node.holdsShards() || node.member().isEmpty() || s.isDraining(node)
                ? Optional.empty()
                : Optional.of("is about to be drained");
    }

    /** Why none of the shards of a drained node moves, in the words of the judgement before; empty when one does. */
    private static String standstill(NodeView node, List<ShardCopy> shards, Situation s, Chosen chosen) {
        boolean moves = shards.stream().anyMatch(ShardCopy::isMoving);
        if (moves || !s.isDraining(node)) {
            return "";
        }
        return "; none of them moves"
                + DrainRules.obstacle(node, s, chosen)
                        .map(why -> ": " + why)
                        .orElse(" at the moment (see GET _cluster/allocation/explain)");
    }

    static Optional<String> highestFirst(NodeView node, Situation s, Chosen chosen) {
        return above(node, s).filter(n -> !chosen.isDraining(n)).findFirst().map(RemovalRules::before);
    }

    static Optional<String> higherGone(NodeView node, Situation s, Chosen chosen) {
        return above(node, s).filter(n -> !chosen.isGone(n)).findFirst().map(RemovalRules::before);
    }

    private static Stream<NodeView> above(NodeView node, Situation s) {
        return s.nodes().stream().filter(n -> n.pool().equals(node.pool()) && n.ordinal() > node.ordinal());
    }

    private static String before(NodeView other) {
        return "waits for " + other.name() + ", which leaves before it";
    }

    /** For example: logs[0], logs[1] and 3 more. */
    static String words(List<ShardCopy> shards) {
        String first = shards.stream()
                .limit(MOST)
                .map(c -> c.index() + "[" + c.shard() + "]")
                .collect(joining(", "));
        return shards.size() <= MOST ? first : first + " and " + (shards.size() - MOST) + " more";
    }
}
