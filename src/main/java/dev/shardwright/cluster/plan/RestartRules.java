package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Remove;
import static dev.shardwright.api.NodePlanStatus.Intent.Restart;

import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.elasticsearch.IndexInfo;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.ShardCopy.State;
import dev.shardwright.elasticsearch.Shutdowns;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Guarantee 5: a running node is made anew only when the cluster can do without it. */
final class RestartRules {
    /** Roles that another node takes over: each is guarded in its own way, or by nobody. */
    private static final Set<String> NOT_TIERS =
            Set.of("master", "voting_only", "remote_cluster_client", "transform", "ml");

    private RestartRules() {}

    static Optional<String> templateCurrent(NodeView node, Situation s, Chosen chosen) {
        String wanted = s.revisions().get(node.pool());
        boolean current = wanted != null
                && s.seen()
                        .statefulSet(node.pool())
                        .filter(set -> wanted.equals(Observation.revisionOf(set)))
                        .filter(Observation::isTakenUp)
                        .isPresent();
        return current ? Optional.empty() : Optional.of("its StatefulSet does not have the changed template yet");
    }

    static Optional<String> dataFirst(NodeView node, Situation s, Chosen chosen) {
        if (!node.isMasterEligible()) {
            return Optional.empty();
        }
        Optional<NodeView> other =
                s.with(Restart).filter(n -> !n.isMasterEligible()).findFirst();
        if (other.isPresent()) {
            return Optional.of("waits for " + other.get().name() + ": masters come last");
        }
        Optional<NodeView> older = olderOthers(s).findFirst();
        if (older.isPresent()) {
            return Optional.of("waits for " + older.get().name()
                    + (older.get().is(Remove)
                            ? " to leave"
                            : " to run " + s.cluster().getSpec().version())
                    + ": masters come last");
        }
        return s.isElectedMaster(node)
                ? s.with(Restart)
                        .filter(n -> n.isMasterEligible() && !n.equals(node))
                        .findFirst()
                        .map(n -> "waits for " + n.name() + ": the elected master comes last")
                : Optional.empty();
    }

    /** Nodes other than masters that do not run the wanted version, or do not say so; those that are to leave too. */
    static Stream<NodeView> olderOthers(Situation s) {
        return s.nodes().stream()
                .filter(n -> !n.isMasterEligible() && n.hasBeenMember())
                .filter(n -> n.member()
                        .flatMap(ElasticsearchFacts.Node::version)
                        .filter(s.cluster().getSpec().version()::equals)
                        .isEmpty());
    }

    static Optional<String> budgetHeld(NodeView node, Situation s, Chosen chosen) {
        List<NodeView> down = down(node, s, chosen).toList();
        int allowed = s.cluster().getSpec().update().maxUnavailable();
        return down.size() < allowed
                ? Optional.empty()
                : Optional.of(
                        "waits for " + down.getFirst().name() + " to be back: update.maxUnavailable is " + allowed);
    }

    static Optional<String> oneZoneAtATime(NodeView node, Situation s, Chosen chosen) {
        return down(node, s, chosen)
                .filter(n -> !n.zone().equals(node.zone()))
                .findFirst()
                .map(n -> "waits for " + n.name() + " in zone " + n.zone().orElse("(unknown)"));
    }

    /** Other nodes that are down: one that was just made anew has nothing left to restart, and is down all the same. */
    private static Stream<NodeView> down(NodeView node, Situation s, Chosen chosen) {
        return s.nodes().stream()
                .filter(n -> !n.equals(node) && !n.is(Remove))
                .filter(n -> chosen.isRestarting(n) || (n.hasBeenMember() && !n.isUp()));
    }

    static Optional<String> tierKept(NodeView node, Situation s, Chosen chosen) {
        for (String role : node.roles().stream().sorted().toList()) {
            if (NOT_TIERS.contains(role) || s.wanted(role) < 2) {
                continue;
            }
            boolean another =
                    s.nodes().stream().anyMatch(n -> !n.equals(node) && n.serves(role) && n.isUp() && chosen.stays(n));
            if (!another) {
                return Optional.of("no other node with the role " + role + " is up");
            }
        }
        return Optional.empty();
    }

    static Optional<String> nothingMoving(NodeView node, Situation s, Chosen chosen) {
        List<ShardCopy> moving = s.shards().on(node.name()).stream()
                .filter(c -> c.state() != State.STARTED)
                .toList();
        return moving.isEmpty()
                ? Optional.empty()
                : Optional.of("shards on it are recovering or moving: " + RemovalRules.words(moving));
    }

    static Optional<String> otherCopiesStarted(NodeView node, Situation s, Chosen chosen) {
        // The spec has one data node: a restart is what was asked for, and nothing can take over.
        boolean alone = s.nodes().stream().filter(NodeView::holdsShards).count() == 1;
        if (alone) {
            return Optional.empty();
        }
        List<ShardCopy> only = s.shards().on(node.name()).stream()
                .filter(c -> s.shards().others(c).noneMatch(other -> isServed(other, s, chosen)))
                .toList();
        if (only.isEmpty()) {
            return Optional.empty();
        }
        IndexInfo index = s.details().indices().get(only.getFirst().index());
        boolean byChoice = index != null && index.replicas() == 0 && !index.autoExpands();
        return Optional.of("holds the only started copy of " + RemovalRules.words(only)
                + (byChoice
                        ? ": give " + index.name() + " a replica (index.number_of_replicas), or accept with"
                                + " update.ignoreRules: [OtherCopiesStarted] that it is not there during the restart"
                        : ""));
    }

    static Optional<String> holdersApart(NodeView node, Situation s, Chosen chosen) {
        Optional<NodeView> down = s.nodes().stream()
                .filter(n -> !n.equals(node) && n.hasBeenMember() && !(n.isUp() && chosen.stays(n)))
                .findFirst();
        if (down.isEmpty()) {
            return Optional.empty();
        }
        // A copy that is assigned to no node may be the one that the node brings back.
        List<ShardCopy> shared = s.shards().on(node.name()).stream()
                .filter(c -> s.shards().others(c).anyMatch(other -> !isServed(other, s, chosen)))
                .toList();
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "waits for " + down.get().name() + ": it may hold " + RemovalRules.words(shared) + " too");
    }

    private static boolean isServed(ShardCopy copy, Situation s, Chosen chosen) {
        return copy.state() == State.STARTED
                && copy.node()
                        .flatMap(s::node)
                        .filter(n -> n.isUp() && chosen.stays(n))
                        .isPresent();
    }

    static Optional<String> restartRegistered(NodeView node, Situation s, Chosen chosen) {
        if (node.member().isEmpty()) {
            // Only a node that is in the cluster has an id to register.
            return Optional.empty();
        }
        return switch (s.details().shutdowns()) {
            case Shutdowns.Unsupported() -> Optional.empty();
            case Shutdowns.Registered(var entries) ->
                entries.stream().anyMatch(e -> ShutdownPlanner.isOurs(e) && isOf(e, node))
                        ? Optional.empty()
                        : Optional.of("its restart is being registered with Elasticsearch");
        };
    }

    static boolean isOf(Shutdowns.Entry entry, NodeView node) {
        return node.member()
                .map(ElasticsearchFacts.Node::id)
                .filter(entry.nodeId()::equals)
                .isPresent();
    }
}
