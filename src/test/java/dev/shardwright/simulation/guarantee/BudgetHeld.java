package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import java.util.HashSet;
import java.util.Set;

/** Guarantee 5: no more members are down for a planned change than the user allows. */
final class BudgetHeld implements Guarantee {
    private final Downtime downtime;

    BudgetHeld(Downtime downtime) {
        this.downtime = downtime;
    }

    @Override
    public void before(World world, TakeDown takeDown) {
        if (!takeDown.is(TakeDown.Kind.RESTART)) {
            return;
        }
        Set<String> down = new HashSet<>(downtime.nodes());
        takeDown.nodes().stream().filter(n -> world.member(n).isPresent()).forEach(down::add);
        int allowed = world.resource().live().getSpec().update().maxUnavailable();
        if (down.size() > allowed && down.size() > downtime.nodes().size()) {
            throw broken("down at once: ", down, ", allowed ", allowed);
        }
    }
}
