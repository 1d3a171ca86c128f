package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Create;
import static dev.shardwright.api.NodePlanStatus.Intent.Remove;
import static dev.shardwright.api.NodePlanStatus.Intent.Restart;

import dev.shardwright.api.NodePlanStatus.Intent;
import java.util.Optional;
import java.util.Set;

/**
 * All rules that may hold a node back, in the order in which they are asked; the first one that objects blocks, and its
 * name stands in status.plan. How far a node got tells which step is taken: see {@link NodePlan#passed}.
 */
public enum NodeRule {
    /** spec.paused. */
    Paused(Set.of(Create, Restart, Remove), GeneralRules::paused),
    /** A problem stops everything; see the condition Stalled. */
    Stalled(Set.of(Create, Restart, Remove), GeneralRules::stalled),
    /** Room for more nodes than wanted (update.maxSurge) is used up: an old node has to go first. */
    SurgeLeft(Set.of(Create), GeneralRules::surgeLeft),
    /** No running node and none of the first masters is touched before the cluster has formed and its identity is recorded. */
    ClusterFormed(Set.of(Restart, Remove), GeneralRules::clusterFormed),
    /** Fresh and complete facts from Elasticsearch. Anything less is a no. */
    ElasticsearchKnown(Set.of(Restart, Remove), GeneralRules::elasticsearchKnown),
    /** A node on its way into the cluster arrives there first: what is known of votes and shards does not count it yet. */
    NodeJoined(Set.of(Restart, Remove), GeneralRules::nodeJoined),

    /** The last node that can be master never goes. */
    LastMaster(Set.of(Remove), RemovalRules::lastMaster),
    /** A shard without a started copy may have its last one on this node's volume. */
    NoCopyMissing(Set.of(Remove), RemovalRules::noCopyMissing),
    /** A StatefulSet gives up its highest number first: a node begins to leave when all above it have begun. */
    HighestFirst(Set.of(Remove), RemovalRules::highestFirst),
    /** The nodes that take over are in the cluster before an old one begins to leave. */
    ReplacementsJoined(Set.of(Remove), RemovalRules::replacementsJoined),
    /** A drain begins only if it can end: disks, replicas and filters leave room for every shard. */
    DrainCanEnd(Set.of(Remove), DrainRules::drainCanEnd),
    /** From here on the node is drained: no shard may be on it or on its way to or from it. */
    ShardsMoved(Set.of(Remove), RemovalRules::shardsMoved),
    /** An empty node goes when all above it have gone: until then a master keeps its vote. */
    HigherGone(Set.of(Remove), RemovalRules::higherGone),
    /** Masters leave one at a time. */
    OneMasterAtATime(Set.of(Remove), VoteRules::oneMasterAtATime),
    /** From here on the node is asked not to vote: it must be out of the voting configuration. */
    VoteWithdrawn(Set.of(Remove), VoteRules::voteWithdrawn),

    /** Masters are restarted when all other nodes have been, the elected one last. */
    DataFirst(Set.of(Restart), RestartRules::dataFirst),
    /** The StatefulSet has the new pod template: a pod that is deleted comes back changed. */
    TemplateCurrent(Set.of(Restart), RestartRules::templateCurrent),
    /** Green, or yellow only by replicas that no node could take. */
    HealthAllows(Set.of(Restart), HealthRule::healthAllows),
    /** update.maxUnavailable. */
    BudgetHeld(Set.of(Restart), RestartRules::budgetHeld),
    /** Nodes of two zones are never down at once for a planned change. */
    OneZoneAtATime(Set.of(Restart), RestartRules::oneZoneAtATime),
    /** A role that several nodes have is never without a node. */
    TierKept(Set.of(Restart), RestartRules::tierKept),
    /** No shard on the node is recovering or moving. */
    NothingMoving(Set.of(Restart), RestartRules::nothingMoving),
    /** Every shard on the node has another started copy that stays. */
    OtherCopiesStarted(Set.of(Restart), RestartRules::otherCopiesStarted),
    /** Two nodes that hold the same shard are never down at once. */
    HoldersApart(Set.of(Restart), RestartRules::holdersApart),
    /** A majority of the voting configuration stays up. */
    QuorumKept(Set.of(Restart), VoteRules::quorumKept),
    /** No vote is just being withdrawn or given back. */
    VotesSettled(Set.of(Restart), VoteRules::votesSettled),
    /** From here on the restart is registered, where the server has the node-shutdown API: its shards are waited for. */
    RestartRegistered(Set.of(Restart), RestartRules::restartRegistered);

    /** Why a node has to wait; empty when this rule does not object. */
    interface Check {
        Optional<String> objection(NodeView node, Situation situation, Chosen chosen);
    }

    private final Set<Intent> intents;
    private final Check check;

    NodeRule(Set<Intent> intents, Check check) {
        this.intents = intents;
        this.check = check;
    }

    boolean appliesTo(Intent intent) {
        return intents.contains(intent);
    }

    Optional<String> objection(NodeView node, Situation situation, Chosen chosen) {
        return check.objection(node, situation, chosen);
    }

    /** Whether it holds back even a node that no part of the cluster runs in. */
    boolean holdsIdleNodes() {
        return switch (this) {
            case Paused, Stalled, SurgeLeft, ClusterFormed, HighestFirst, HigherGone, VoteWithdrawn, TemplateCurrent ->
                true;
            default -> false;
        };
    }
}
