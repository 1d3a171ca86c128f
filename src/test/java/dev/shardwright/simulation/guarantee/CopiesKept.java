package dev.shardwright.simulation.guarantee;

import dev.shardwright.api.OverridableRule;
import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.EsNode;
import dev.shardwright.simulation.elasticsearch.Shard;
import java.util.List;

/**
 * Guarantee 5: never two holders of a shard down at once by the operator's doing, and never the only copy that is started,
 * unless there is no second data node or the user has overridden the rule.
 */
final class CopiesKept implements Guarantee {
    private final Downtime downtime;

    CopiesKept(Downtime downtime) {
        this.downtime = downtime;
    }

    @Override
    public void before(World world, TakeDown takeDown) {
        boolean overridden =
                world.resource().live().getSpec().update().ignoreRules().contains(OverridableRule.OtherCopiesStarted);
        List<EsNode> data = world.elasticsearch().liveMembers().stream()
                .filter(EsNode::holdsShards)
                .toList();
        if (takeDown.is(TakeDown.Kind.HIBERNATE) || overridden || data.size() < 2 || !world.isCalm()) {
            return;
        }
        for (Shard shard : world.elasticsearch().routing().shards()) {
            takeDown.nodes().forEach(node -> world.member(node)
                    .filter(shard::isOn)
                    .ifPresent(member -> check(world, shard, member, takeDown)));
        }
    }

    private void check(World world, Shard shard, EsNode node, TakeDown takeDown) {
        downtime.nodes().stream()
                .filter(other -> !other.equals(node.name())
                        && shard.isInSyncOn(world.volumes().of(other)))
                .forEach(other -> {
                    throw broken(node, " goes while ", other, " is down: both hold ", shard);
                });
        boolean another = shard.active()
                .flatMap(c -> c.node().stream())
                .filter(world.elasticsearch()::isAlive)
                .anyMatch(n -> !takeDown.nodes().contains(n.name()));
        boolean serves =
                shard.active().anyMatch(c -> c.node().filter(node::equals).isPresent());
        if (serves && !another) {
            throw broken(node, " goes and holds the only started copy of ", shard);
        }
    }
}
