package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import java.util.Set;

/** Guarantee 2: a master leaves only when its vote has gone. */
final class ExcludedBeforeRemoval implements Guarantee {
    @Override
    public void before(World world, TakeDown takeDown) {
        if (!takeDown.is(TakeDown.Kind.REMOVE)) {
            return;
        }
        Set<String> voters = world.elasticsearch().votes().config();
        takeDown.nodes().stream()
                .flatMap(n -> world.member(n).stream())
                .filter(n -> voters.contains(n.id()))
                .forEach(n -> {
                    throw broken(n, " is removed and still votes");
                });
    }
}
