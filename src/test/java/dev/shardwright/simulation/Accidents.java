package dev.shardwright.simulation;

import io.fabric8.kubernetes.api.model.Pod;

/** What others than the operator break, and mend. For a while after it nobody can be expected to know. */
final class Accidents {
    private static final long HOST_UNKNOWN = 60_000;
    private static final long POD_UNKNOWN = 20_000;

    private final World world;

    Accidents(World world) {
        this.world = world;
    }

    void loseHost(String host) {
        world.disturb(HOST_UNKNOWN);
        world.trace().count(Fault.LOST_HOST);
        world.kubelets().lose(host);
    }

    void bringBack(String host) {
        world.disturb(POD_UNKNOWN);
        world.kubelets().bringBack(host);
    }

    void deletePod(Pod pod) {
        world.disturb(POD_UNKNOWN);
        world.trace().count(Fault.DELETED_POD);
        world.trace().say("somebody", "deletes pod ", pod.getMetadata().getName());
        world.deletions().delete(pod, false);
    }
}
