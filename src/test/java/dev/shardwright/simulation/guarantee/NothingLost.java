package dev.shardwright.simulation.guarantee;

import dev.shardwright.cluster.Pass;
import dev.shardwright.simulation.World;

/** Guarantee 8: every acknowledged document is on a volume that there is, in a copy that Elasticsearch would take. */
final class NothingLost implements Guarantee {
    @Override
    public void after(World world, Pass.Outcome pass) {
        world.writer().lost().ifPresent(shard -> {
            throw broken(shard, " has acknowledged documents that no volume holds");
        });
    }
}
