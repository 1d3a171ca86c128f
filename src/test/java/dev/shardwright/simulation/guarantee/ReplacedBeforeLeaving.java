package dev.shardwright.simulation.guarantee;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.OverridableRule;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.VotingExclusion;
import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.EsNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Nobody begins to leave before there are as many others as are wanted for each of its roles; one fewer where there is no
 * room for another one.
 */
final class ReplacedBeforeLeaving implements Guarantee {
    private final Downtime downtime;
    private Set<String> before = Set.of();

    ReplacedBeforeLeaving(Downtime downtime) {
        this.downtime = downtime;
    }

    @Override
    public void always(World world) {
        Set<String> leaving = new HashSet<>(
                new ClusterSettings(world.elasticsearch().routing().allocation().settings()).draining());
        world.elasticsearch().votes().exclusions().stream()
                .map(VotingExclusion::nodeName)
                .forEach(leaving::add);
        if (leaving.equals(before)) {
            return;
        }
        Set<String> earlier = before;
        before = leaving;
        ElasticClusterSpec spec = world.resource().live().getSpec();
        boolean judged = world.isCalm()
                && world.isSpecSettled()
                && !spec.update().ignoreRules().contains(OverridableRule.ReplacementsJoined);
        if (judged) {
            leaving.stream()
                    .filter(n -> !earlier.contains(n))
                    .flatMap(n -> world.member(n).stream())
                    .forEach(n -> check(world, spec, n, leaving));
        }
    }

    private void check(World world, ElasticClusterSpec spec, EsNode node, Set<String> leaving) {
        int fewer = spec.update().maxSurge() == 0 ? 1 : 0;
        for (String role : node.roles()) {
            long left = Stream.concat(
                            world.elasticsearch().liveMembers().stream(),
                            downtime.processes()
                                    .filter(p -> world.member(p.name()).isEmpty()))
                    .filter(n -> n.serves(role) && !leaving.contains(n.name()))
                    .count();
            int wanted = Wanted.of(spec, role);
            if (left < wanted - fewer) {
                throw broken(node, " begins to leave, and ", left, " of ", wanted, " are there for the role ", role);
            }
        }
    }
}
