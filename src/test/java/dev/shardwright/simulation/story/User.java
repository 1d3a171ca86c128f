package dev.shardwright.simulation.story;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.Index;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what the status waits for, and does what the message says when only a person can. */
public final class User {
    /** Facts of shards may be this old (milliseconds): what users change meanwhile, no operator can know. */
    public static final int NEWS = 6_000;

    private User() {}

    /** Looks at the plan of the last pass. */
    public static void read(World world) {
        List<NodePlan> nodes = world.guarantees().lastPass().stream()
                .flatMap(pass -> pass.plan().nodes().stream())
                .toList();
        Set<NodeRule> rules =
                nodes.stream().flatMap(node -> node.blockedBy().stream()).collect(Collectors.toSet());
        boolean tooMany = nodes.stream().anyMatch(node -> node.message().contains("lower index.number_of_replicas"));
        ElasticClusterSpec spec = world.resource().live().getSpec();
        int data = spec.nodePools().stream()
                .filter(NodePool::holdsShards)
                .mapToInt(NodePool::replicas)
                .sum();
        for (Index index : world.elasticsearch().routing().indices()) {
            int replicas = index.replicas(data);
            if (tooMany && replicas > data - 1) {
                replicas(world, index, data - 1);
            } else if (rules.contains(NodeRule.OtherCopiesStarted) && replicas == 0 && data > 1) {
                replicas(world, index, 1);
            }
        }
        boolean noWay = rules.stream()
                .anyMatch(Set.of(NodeRule.LastMaster, NodeRule.ReplacementsJoined, NodeRule.DrainCanEnd)::contains);
        if (noWay && rules.contains(NodeRule.SurgeLeft) && spec.update().maxSurge() == 0) {
            world.trace().say("user", "allows a surge");
            world.edit(new SpecEditor(spec).surge(1));
        }
    }

    private static void replicas(World world, Index index, int wanted) {
        if (!index.autoExpands()) {
            world.trace().say("user", "gives ", index.name(), " ", wanted, " replicas");
            world.disturb(NEWS);
            index.wantReplicas(wanted);
            world.elasticsearch().touched();
        }
    }
}
