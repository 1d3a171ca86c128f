package dev.shardwright.simulation.kubernetes;

import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;

/** Enlarges a bound volume some time after its claim has asked for more. */
public final class VolumeResizer {
    private final ObjectStore store;

    /** Works on the store from now on. */
    public VolumeResizer(Agenda agenda, Chance chance, ObjectStore store) {
        this.store = store;
        store.watch((kind, object, gone) -> {
            if (!gone && object instanceof PersistentVolumeClaim claim && isSmall(claim)) {
                agenda.after(chance.between(500, 20_000), () -> store.current(claim)
                        .filter(VolumeResizer::isSmall)
                        .ifPresent(this::enlarge));
            }
        });
    }

    private static boolean isSmall(PersistentVolumeClaim claim) {
        return claim.getStatus() != null
                && bytes(ServerSideApply.size(claim))
                        > bytes(claim.getStatus().getCapacity().get("storage"));
    }

    private void enlarge(PersistentVolumeClaim claim) {
        store.update(
                claim,
                c -> c.setStatus(new PersistentVolumeClaimStatusBuilder(c.getStatus())
                        .addToCapacity("storage", ServerSideApply.size(c))
                        .build()));
    }

    private static long bytes(Quantity size) {
        return Quantity.getAmountInBytes(size).longValue();
    }
}
