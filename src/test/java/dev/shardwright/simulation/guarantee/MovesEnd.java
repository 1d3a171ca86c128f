package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.Copy;
import dev.shardwright.simulation.elasticsearch.Shard;
import java.util.HashMap;
import java.util.Map;

/** A shard on its way from or to a node arrives before the node is restarted. */
final class MovesEnd implements Guarantee {
    private final Map<Copy, Long> moving = new HashMap<>(); // since when
    private long version = -1;

    @Override
    public void always(World world) {
        long now = world.elasticsearch().version();
        if (now == version) {
            return;
        }
        version = now;
        moving.keySet().removeIf(c -> !c.isMoving());
        for (Shard shard : world.elasticsearch().routing().shards()) {
            shard.copies().stream()
                    .filter(Copy::isMoving)
                    .forEach(c -> moving.putIfAbsent(c, world.agenda().now()));
        }
    }

    @Override
    public void before(World world, TakeDown takeDown) {
        if (!takeDown.is(TakeDown.Kind.RESTART)) {
            return;
        }
        moving.forEach((copy, since) -> takeDown.nodes().stream()
                .flatMap(n -> world.member(n).stream())
                .filter(n -> copy.isOn(n) && world.agenda().now() - since > World.FACTS_LAST)
                .forEach(n -> {
                    throw broken(n, " is restarted while a shard moves from or to it");
                }));
    }
}
