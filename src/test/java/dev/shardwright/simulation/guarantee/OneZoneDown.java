package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Where the spec knows zones, no two nodes of different zones are down at once for a planned change. */
final class OneZoneDown implements Guarantee {
    private final Downtime downtime;

    OneZoneDown(Downtime downtime) {
        this.downtime = downtime;
    }

    @Override
    public void before(World world, TakeDown takeDown) {
        boolean judged = takeDown.is(TakeDown.Kind.RESTART)
                && world.resource().live().getSpec().placement().zoneKey() != null
                && world.isCalm();
        if (!judged) {
            return;
        }
        for (String node : takeDown.nodes()) {
            downtime.nodes().stream()
                    .filter(other -> !other.equals(node) && world.member(node).isPresent())
                    // A pod that has no place yet comes back to where its volume is.
                    .filter(other -> zone(world, other).isPresent()
                            && !zone(world, other).equals(zone(world, node)))
                    .forEach(other -> {
                        throw broken(node, " goes in ", zone(world, node), " while ", other, " is down elsewhere");
                    });
        }
    }

    private static Optional<String> zone(World world, String node) {
        return world.store()
                .get(Pod.class, node)
                .map(p -> p.getSpec().getNodeName())
                .map(world.hosts().zones()::get);
    }
}
