package dev.shardwright.cluster.plan;

import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.cluster.observe.Observation;
import java.time.Instant;
import java.util.stream.Stream;

/** The moments from which on a picture means something else though nothing in it has changed. No event tells of them. */
public final class Turns {
    private Turns() {}

    /** All of a picture, past ones too: what lasts longer than its limit is a failure, or has had its chance. */
    public static Stream<Instant> of(Observation seen, Plan plan) {
        Stream<Instant> refusals =
                seen.creationFailures().values().stream().map(f -> f.since().plus(Roster.PATIENCE));
        Stream<Instant> pods = plan.nodes().stream()
                .filter(n -> n.state() != State.Member && n.state() != State.Leaving)
                .flatMap(n -> n.view().pod().stream())
                .flatMap(Replaceable::turns);
        return Stream.of(refusals, pods, SecureSettingsReload.turns(seen)).flatMap(moments -> moments);
    }
}
