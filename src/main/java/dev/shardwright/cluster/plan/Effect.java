package dev.shardwright.cluster.plan;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

/** A step that is more than making an object look as it should. */
public sealed interface Effect {
    /** Writes on a claim: whose cluster's data it holds, whether the vote of its node was taken, its size. */
    record ShapeClaim(PersistentVolumeClaim before, PersistentVolumeClaim shaped) implements Effect {}

    /** Deletes this very pod (its resourceVersion must match) so that its StatefulSet makes it anew. */
    record ReplacePod(Pod pod, String why) implements Effect {}

    /** Takes the offer to bootstrap away: the cluster has its identity. */
    record WithdrawOffer() implements Effect {}

    /** Deletes the record of a revision that no pod and no StatefulSet uses any more. */
    record DropRevision(String configMap) implements Effect {}

    /** Deletes the StatefulSet of a pool that the spec dropped and whose last node has left. */
    record DropStatefulSet(StatefulSet set) implements Effect {}
}
