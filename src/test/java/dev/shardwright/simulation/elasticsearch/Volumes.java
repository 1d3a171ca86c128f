package dev.shardwright.simulation.elasticsearch;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The volumes behind the claims. A claim that goes takes its volume with it. */
public final class Volumes {
    private final Map<String, Volume> byClaim = new LinkedHashMap<>(); // by UID
    private int made;

    /** The volume of a claim, with the size that the claim has now. */
    public Volume of(PersistentVolumeClaim claim) {
        String node = claim.getMetadata().getName().substring("data-".length());
        long size = Quantity.getAmountInBytes(claim.getStatus().getCapacity().get("storage"))
                .longValue();
        Volume volume = byClaim.computeIfAbsent(claim.getMetadata().getUid(), uid -> new Volume(node, made++, size));
        volume.grow(size);
        return volume;
    }

    /** A claim has another size; its volume, if a process ever used it, has it too. */
    public void resized(PersistentVolumeClaim claim) {
        if (byClaim.containsKey(claim.getMetadata().getUid())) {
            of(claim);
        }
    }

    /** A claim is gone for good. */
    public void lose(PersistentVolumeClaim claim) {
        byClaim.remove(claim.getMetadata().getUid());
    }

    /** The volume of a node, if a process ever used it. */
    public Optional<Volume> of(String node) {
        return byClaim.values().stream().filter(v -> v.node().equals(node)).findFirst();
    }

    Collection<Volume> all() {
        return byClaim.values();
    }
}
