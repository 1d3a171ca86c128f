package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.EsNode;
import java.util.Set;

/** Guarantee 5: a planned restart never leaves a role without a node that several nodes have. */
final class TierStays implements Guarantee {
    /** What else guards them: votes are counted, and the others do without. */
    private static final Set<String> OTHERS =
            Set.of("master", "voting_only", "remote_cluster_client", "transform", "ml");

    private final Downtime downtime;

    TierStays(Downtime downtime) {
        this.downtime = downtime;
    }

    @Override
    public void before(World world, TakeDown takeDown) {
        if (takeDown.is(TakeDown.Kind.RESTART) && world.isCalm() && world.isSpecSettled()) {
            takeDown.nodes().stream().flatMap(n -> world.member(n).stream()).forEach(n -> check(world, n));
        }
    }

    private void check(World world, EsNode node) {
        for (String role : node.roles()) {
            boolean several =
                    !OTHERS.contains(role) && Wanted.of(world.resource().live().getSpec(), role) > 1;
            boolean another = world.elasticsearch().liveMembers().stream()
                    .anyMatch(n -> !n.equals(node)
                            && n.serves(role)
                            && !downtime.nodes().contains(n.name()));
            if (several && !another) {
                throw broken(node, " goes, and no other node has the role ", role);
            }
        }
    }
}
