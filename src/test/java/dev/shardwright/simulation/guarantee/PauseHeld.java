package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** What is paused is left alone: nothing is written, nothing deleted. */
final class PauseHeld implements Guarantee {
    @Override
    public void writes(World world, HasMetadata object) {
        if (world.resource().live().getSpec().paused() && world.isSpecSeen()) {
            throw broken(
                    object.getKind(), " ", object.getMetadata().getName(), " is written while the cluster is paused");
        }
    }
}
