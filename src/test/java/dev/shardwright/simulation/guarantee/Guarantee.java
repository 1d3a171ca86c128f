package dev.shardwright.simulation.guarantee;

import static java.util.stream.Collectors.joining;

import dev.shardwright.cluster.Pass;
import dev.shardwright.simulation.Violation;
import dev.shardwright.simulation.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.stream.Stream;

/** Something that must hold whatever happens. It judges by the truth, which the operator never sees. */
interface Guarantee {

    /** The operator is about to end processes. */
    default void before(World world, TakeDown takeDown) {}

    /** The operator is about to write or delete an object. */
    default void writes(World world, HasMetadata object) {}

    /** A pass has ended. */
    default void after(World world, Pass.Outcome pass) {}

    /** Anything has happened. */
    default void always(World world) {}

    /** What does not hold, in pieces that make a sentence. */
    default Violation broken(Object... what) {
        return new Violation(
                getClass().getSimpleName(), Stream.of(what).map(String::valueOf).collect(joining()));
    }
}
