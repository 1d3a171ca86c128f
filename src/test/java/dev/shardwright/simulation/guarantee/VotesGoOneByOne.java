package dev.shardwright.simulation.guarantee;

import dev.shardwright.elasticsearch.VotingExclusion;
import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.EsNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Guarantee 2: one master at a time is asked not to vote, and never the last one. */
final class VotesGoOneByOne implements Guarantee {
    private List<VotingExclusion> before = List.of();

    @Override
    public void always(World world) {
        List<VotingExclusion> now = world.elasticsearch().votes().exclusions();
        if (now.equals(before)) {
            return;
        }
        boolean more = !before.containsAll(now);
        before = now;
        Set<String> ids = now.stream().map(VotingExclusion::nodeId).collect(Collectors.toSet());
        List<EsNode> masters = world.elasticsearch().liveMembers().stream()
                .filter(EsNode::isMasterEligible)
                .toList();
        List<EsNode> excluded =
                masters.stream().filter(n -> ids.contains(n.id())).toList();
        if (excluded.size() > 1) {
            throw broken(excluded, " are asked not to vote at once");
        }
        if (more && world.isCalm() && !excluded.isEmpty() && excluded.size() == masters.size()) {
            throw broken(excluded, " is asked not to vote and is the last that does");
        }
    }
}
