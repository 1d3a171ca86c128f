package dev.shardwright.simulation.guarantee;

import dev.shardwright.elasticsearch.VotingExclusion;
import dev.shardwright.simulation.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Guarantees 2 and 3: what an administrator excluded, from voting or from shards, stays excluded. */
public final class ForeignThingsSurvive implements Guarantee {
    /** The node that an administrator excludes: one that is not there. */
    public static final String STRANGER = "somebody-elses-node";

    private static final String FILTER = "exclude._name";
    /** Taking one's own exclusions away takes all away for a moment. */
    private static final long MOMENT = 120_000;

    private boolean filtered;
    private boolean excluded;
    private Optional<Long> missingSince = Optional.empty();

    @Override
    public void always(World world) {
        Map<String, String> settings =
                world.elasticsearch().routing().allocation().settings();
        filtered |= settings.containsKey(FILTER);
        if (filtered && !STRANGER.equals(settings.get(FILTER))) {
            throw broken("the administrator's filter is ", settings.get(FILTER));
        }
        List<String> exclusions = world.elasticsearch().votes().exclusions().stream()
                .map(VotingExclusion::nodeName)
                .toList();
        excluded |= exclusions.contains(STRANGER);
        missingSince = !excluded || exclusions.contains(STRANGER)
                ? Optional.empty()
                : missingSince.or(() -> Optional.of(world.agenda().now()));
        if (missingSince.filter(since -> world.agenda().now() - since > MOMENT).isPresent()) {
            throw broken("the administrator's voting exclusion is gone: ", exclusions);
        }
    }
}
