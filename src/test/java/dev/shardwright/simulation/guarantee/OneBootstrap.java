package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;

/** Guarantee 1: one cluster, one bootstrap, one identity for ever. */
final class OneBootstrap implements Guarantee {
    @Override
    public void always(World world) {
        if (world.elasticsearch().identities().size() > 1) {
            throw broken("a second cluster has formed: ", world.elasticsearch().identities());
        }
    }
}
