package dev.shardwright.simulation.guarantee;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Pass;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.EsNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Guarantee 4: one intent for each node. What is drained or to be removed is never restarted, if anything runs there. */
final class OneIntent implements Guarantee {
    private final List<String> restarted = new ArrayList<>();

    @Override
    public void before(World world, TakeDown takeDown) {
        if (!takeDown.is(TakeDown.Kind.RESTART)) {
            return;
        }
        takeDown.nodes().stream()
                .filter(n -> world.elasticsearch().process(n).isPresent())
                .forEach(restarted::add);
        Set<String> draining =
                new ClusterSettings(world.elasticsearch().routing().allocation().settings()).draining();
        takeDown.nodes().stream()
                .flatMap(n -> world.member(n).map(EsNode::name).stream())
                .filter(draining::contains)
                .forEach(n -> {
                    throw broken(n, " is restarted while it is drained");
                });
    }

    @Override
    public void after(World world, Pass.Outcome pass) {
        Set<String> names = new HashSet<>();
        for (NodePlan node : pass.plan().nodes()) {
            if (!names.add(node.node())) {
                throw broken("two intents for ", node.node());
            }
            if (node.intent() == Intent.Remove && restarted.contains(node.node())) {
                throw broken(node.node(), " is to be removed and was restarted");
            }
        }
        restarted.clear();
    }
}
