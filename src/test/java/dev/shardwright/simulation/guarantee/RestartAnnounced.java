package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;

/** Where Elasticsearch can be told of a restart it has been told: it keeps the place of what lies on the node. */
final class RestartAnnounced implements Guarantee {
    @Override
    public void before(World world, TakeDown takeDown) {
        if (!takeDown.is(TakeDown.Kind.RESTART) || !world.api().knowsShutdowns()) {
            return;
        }
        takeDown.nodes().stream()
                .flatMap(n -> world.member(n).stream())
                .filter(n -> world.elasticsearch().isReady(n)
                        && !world.elasticsearch().routing().shutdowns().containsKey(n.id()))
                .forEach(n -> {
                    throw broken(n, " is restarted, and Elasticsearch does not know of it");
                });
    }
}
