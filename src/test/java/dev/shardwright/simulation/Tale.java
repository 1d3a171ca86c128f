package dev.shardwright.simulation;

import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.simulation.operator.PassMaker;
import dev.shardwright.simulation.story.Story;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A story that can be told again by its name.
 *
 * @param directed a directed story; empty for the story of the seed
 * @param seed     the luck that it is told with
 */
record Tale(Optional<DirectedStory> directed, long seed) {
    private static final ConcurrentMap<Tale, Boolean> ENDS_WELL = new ConcurrentHashMap<>();

    /** By its name: a seed, or a directed story and a seed, as in {@code TIER_WITHOUT_SHARDS/3}. */
    static Tale of(String name) {
        int slash = name.indexOf('/');
        Optional<DirectedStory> directed =
                slash < 0 ? Optional.empty() : Optional.of(DirectedStory.valueOf(name.substring(0, slash)));
        return new Tale(directed, Long.parseLong(name.substring(slash + 1)));
    }

    /** Whether all guarantees hold in it, and all is well at its end, with every rule in force. */
    boolean endsWell() {
        return ENDS_WELL.computeIfAbsent(
                this, tale -> tale.tell(Set.of(), false).failure().isEmpty());
    }

    /** The guarantee that it breaks without these rules; empty when none. */
    Optional<String> breaks(Set<NodeRule> off) {
        return tell(off, false).failure().filter(Violation.class::isInstance).map(failure -> ((Violation) failure)
                .guarantee());
    }

    /** Tells it by an operator without these rules. */
    Simulation.Ending tell(Set<NodeRule> off, boolean traced) {
        PassMaker maker = PassMaker.without(off);
        return directed.map(story -> Director.tell(story, seed, maker, traced))
                .orElseGet(() -> Simulation.run(seed, Story.any(new Chance(seed)), maker, traced));
    }

    @Override
    public String toString() {
        return directed.map(story -> story + "/").orElse("") + seed;
    }
}
