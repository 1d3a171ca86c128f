package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Map;
import java.util.Optional;

/** Guarantee 7: a member that is as the spec wants it is not restarted. */
final class RestartHasReason implements Guarantee {
    @Override
    public void before(World world, TakeDown takeDown) {
        if (!takeDown.is(TakeDown.Kind.RESTART)) {
            return;
        }
        for (String node : takeDown.nodes()) {
            boolean running =
                    world.member(node).filter(world.elasticsearch()::isReady).isPresent();
            if (running && world.isCalm() && runs(world, node).equals(next(world, node))) {
                throw broken(node, " is restarted and nothing changes by it");
            }
        }
    }

    /** What its pod was made from. */
    static Optional<String> runs(World world, String node) {
        return world.store().get(Pod.class, node).flatMap(RestartHasReason::revision);
    }

    /** What its next pod will be made from. */
    static Optional<String> next(World world, String node) {
        return world.store()
                .get(StatefulSet.class, node.substring(0, node.lastIndexOf('-')))
                .flatMap(RestartHasReason::revision);
    }

    private static Optional<String> revision(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .map((Map<String, String> annotations) -> annotations.get(Labels.REVISION));
    }
}
