package dev.shardwright.simulation.guarantee;

import dev.shardwright.api.OverridableRule;
import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.Shard;
import java.util.Optional;

/**
 * Guarantee 5: no member is restarted while a shard is missing or recovering, unless no node could take it or the user has
 * overridden the rule.
 */
final class HealthyBeforeRestart implements Guarantee {
    private long version = -1;
    private Optional<Shard> recovering = Optional.empty();
    private long since;

    @Override
    public void always(World world) {
        long now = world.elasticsearch().version();
        if (now == version) {
            return;
        }
        version = now;
        boolean before = recovering.isPresent();
        recovering = world.elasticsearch().routing().recovering();
        if (!before) {
            since = world.agenda().now();
        }
    }

    @Override
    public void before(World world, TakeDown takeDown) {
        boolean overridden =
                world.resource().live().getSpec().update().ignoreRules().contains(OverridableRule.HealthAllows);
        boolean known = recovering.isPresent() && world.agenda().now() - since > World.FACTS_LAST;
        if (takeDown.is(TakeDown.Kind.RESTART) && known && !overridden) {
            takeDown.nodes().stream().flatMap(n -> world.member(n).stream()).forEach(n -> {
                throw broken(n, " is restarted while ", recovering.get(), " is missing or recovering");
            });
        }
    }
}
