package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Remove;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.NodeCondition.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Guarantee 2: a majority of the voters stays. */
final class VoteRules {
    /** With fewer voters there is no majority without one of them. */
    private static final int FEWEST_THAT_CAN_SPARE_ONE = 3;

    private VoteRules() {}

    static Optional<String> oneMasterAtATime(NodeView node, Situation s, Chosen chosen) {
        if (!node.isMasterEligible()) {
            return Optional.empty();
        }
        Optional<NodeView> leaving = s.nodes().stream()
                .filter(n -> !n.equals(node) && n.isMasterEligible() && n.is(Remove))
                .filter(n -> chosen.isLosingVote(n) || n.condition().state() == State.Leaving || s.isExcluded(n))
                .findFirst();
        if (leaving.isPresent()) {
            return Optional.of("waits for " + leaving.get().name() + " to leave: masters go one at a time");
        }
        return votesToGiveBack(s)
                .map(other -> "waits for the exclusion of " + other + " from voting to be taken back")
                .or(() -> s.nodes().stream()
                        .filter(n -> !n.equals(node) && !n.is(Remove) && n.isMasterEligible())
                        .filter(n -> n.hasBeenMember() && (!n.isUp() || chosen.isRestarting(n)))
                        .findFirst()
                        .map(n -> "waits for " + n.name() + ": no master leaves while another one is away"));
    }

    static Optional<String> voteWithdrawn(NodeView node, Situation s, Chosen chosen) {
        if (!node.isMasterEligible() || (node.idle() && !mayBeCountedOn(node, s))) {
            return Optional.empty();
        }
        Set<String> present = ids(s);
        if (node.member().isEmpty()) {
            boolean all = present.containsAll(s.voters()) && !s.voters().isEmpty();
            return all
                    ? Optional.empty()
                    : Optional.of(
                            "a node that votes is away, and it may be this one: its vote can be withdrawn only when"
                                    + " it is in the cluster");
        }
        boolean votes = node.member()
                .map(ElasticsearchFacts.Node::id)
                .filter(s.voters()::contains)
                .isPresent();
        return s.isExcluded(node)
                        && node.isMarkedVoteless()
                        && !votes
                        && !s.voters().isEmpty()
                ? Optional.empty()
                : Optional.of("its vote is being withdrawn");
    }

    static Optional<String> quorumKept(NodeView node, Situation s, Chosen chosen) {
        if (!node.isMasterEligible()) {
            return Optional.empty();
        }
        List<String> voters = s.voters();
        long up = s.nodes().stream()
                .filter(n -> !n.equals(node) && n.isUp() && chosen.stays(n))
                .flatMap(n -> n.member().stream())
                .filter(m -> voters.contains(m.id()))
                .count();
        if (!voters.isEmpty() && up * 2 > voters.size()) {
            return Optional.empty();
        }
        boolean othersUp = s.nodes().stream()
                .filter(n -> !n.equals(node) && n.isMasterEligible() && !n.is(Remove))
                .allMatch(n -> n.isUp() && chosen.stays(n));
        // With one or two masters there is none for a while, whatever one does.
        return !voters.isEmpty() && voters.size() < FEWEST_THAT_CAN_SPARE_ONE && othersUp
                ? Optional.empty()
                : Optional.of("without it " + up + " of " + voters.size()
                        + " voters would be up, which is no majority: waits for the other masters");
    }

    static Optional<String> votesSettled(NodeView node, Situation s, Chosen chosen) {
        if (!node.isMasterEligible()) {
            return Optional.empty();
        }
        return s.nodes().stream()
                .filter(n ->
                        (chosen.isLosingVote(n) && n.member().isPresent()) || (n.isMarkedVoteless() && s.isExcluded(n)))
                .findFirst()
                .map(n -> "waits for " + n.name() + ", whose vote is being moved");
    }

    /** A node that is excluded by the operator and is not (or no longer) to go. */
    private static Optional<String> votesToGiveBack(Situation s) {
        return VotePlanner.marks(s).keySet().stream()
                .filter(name -> s.node(name).filter(n -> n.is(Remove)).isEmpty())
                .findFirst();
    }

    /** A cluster that has formed counts on the votes of its first masters, of those too that have yet to join. */
    private static boolean mayBeCountedOn(NodeView node, Situation s) {
        return s.bootstrap().state() == BootstrapStatus.State.Complete
                && BootstrapView.firstMasters(s.cluster()).contains(node.name());
    }

    private static Set<String> ids(Situation s) {
        return s.facts().stream()
                .flatMap(k -> k.nodes().stream())
                .map(ElasticsearchFacts.Node::id)
                .collect(Collectors.toSet());
    }
}
