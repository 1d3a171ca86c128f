package dev.shardwright.cluster.observe;

import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;

/** What volume claims say. */
public final class VolumeClaims {
    private VolumeClaims() {}

    /** Whether a volume is known to hold a part of a cluster. */
    public static boolean isLabelled(PersistentVolumeClaim claim) {
        return claim.getMetadata().getLabels().containsKey(Labels.CLUSTER_UUID);
    }

    /** The size that is asked for; the volume may not have it yet. */
    public static Quantity requested(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources().getRequests().get("storage");
    }
}
