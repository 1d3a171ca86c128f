package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.Shard;

/** Guarantee 3 and 8: a node is removed only when it holds no shard, relocating ones counted, and no last copy lies on its volume. */
final class DrainedBeforeRemoval implements Guarantee {
    @Override
    public void before(World world, TakeDown takeDown) {
        if (!takeDown.is(TakeDown.Kind.REMOVE)) {
            return;
        }
        for (Shard shard : world.elasticsearch().routing().shards()) {
            for (String node : takeDown.nodes()) {
                if (world.member(node).filter(shard::isOn).isPresent()) {
                    throw broken(node, " is removed and holds ", shard);
                }
                if (shard.active().findAny().isEmpty()
                        && shard.isInSyncOn(world.volumes().of(node))) {
                    throw broken(node, " is removed, and only its volume has ", shard);
                }
            }
        }
    }
}
