package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.EsNode;
import dev.shardwright.simulation.elasticsearch.Votes;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Guarantee 2: whoever is taken down, a majority of the voters stays up. A restart of one of two masters cannot keep it; a
 * removal always can, as the vote goes first.
 */
final class QuorumKept implements Guarantee {
    private static final int SPARE_ONE = 3;

    @Override
    public void before(World world, TakeDown takeDown) {
        Votes votes = world.elasticsearch().votes();
        long masters = world.elasticsearch().liveMembers().stream()
                .filter(EsNode::isMasterEligible)
                .count();
        boolean avoidable =
                takeDown.is(TakeDown.Kind.REMOVE) || votes.config().size() >= SPARE_ONE || masters >= SPARE_ONE;
        if (takeDown.is(TakeDown.Kind.HIBERNATE) || !avoidable || !world.isCalm()) {
            return;
        }
        Set<String> up =
                world.elasticsearch().liveMembers().stream().map(EsNode::id).collect(Collectors.toSet());
        Set<String> left = new HashSet<>(up);
        takeDown.nodes().forEach(n -> world.member(n).map(EsNode::id).ifPresent(left::remove));
        if (votes.isMajority(up) && !votes.isMajority(left)) {
            throw broken(takeDown, " goes, and ", left, " is left of the voters ", votes.config());
        }
    }
}
