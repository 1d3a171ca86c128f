package dev.shardwright.simulation.kubernetes;

import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;

/** How objects go: pods when their processes have ended, claims when no pod uses them, StatefulSets with their pods or without. */
public final class Deletions {
    private final Agenda agenda;
    private final Chance chance;
    private final ObjectStore store;

    /** Deletes from the store. */
    public Deletions(Agenda agenda, Chance chance, ObjectStore store) {
        this.agenda = agenda;
        this.chance = chance;
        this.store = store;
        store.watch((kind, object, gone) -> {
            if (gone && kind == Pod.class) {
                releaseClaim(object.getMetadata().getName());
            }
        });
    }

    /** Deletes an object; whether its children are left behind. */
    public void delete(HasMetadata object, boolean leaveChildren) {
        switch (object) {
            case Pod pod -> terminate(pod);
            case PersistentVolumeClaim claim -> delete(claim);
            case StatefulSet set when leaveChildren -> orphan(set);
            case StatefulSet set -> collect(set);
            default -> store.remove(object);
        }
    }

    /** The kubelet hears of it by the time stamp. */
    private void terminate(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() == null) {
            mark(pod);
        }
    }

    private void delete(PersistentVolumeClaim claim) {
        if (claim.getMetadata().getDeletionTimestamp() == null) {
            mark(claim);
            releaseClaim(claim.getMetadata().getName().substring("data-".length()));
        }
    }

    private void releaseClaim(String pod) {
        if (store.get(Pod.class, pod).isEmpty()) {
            store.get(PersistentVolumeClaim.class, "data-" + pod)
                    .filter(c -> c.getMetadata().getDeletionTimestamp() != null)
                    .ifPresent(store::remove);
        }
    }

    private void collect(StatefulSet set) {
        store.remove(set);
        agenda.after(chance.between(10, 2_000), () -> pods(set)
                .forEach(p -> store.current(p).ifPresent(this::terminate)));
    }

    private void orphan(StatefulSet set) {
        mark(set);
        agenda.after(chance.between(10, 2_000), () -> {
            pods(set)
                    .forEach(pod -> store.update(pod, p -> p.getMetadata()
                            .setOwnerReferences(p.getMetadata().getOwnerReferences().stream()
                                    .filter(o ->
                                            !o.getUid().equals(set.getMetadata().getUid()))
                                    .toList())));
            store.remove(set);
        });
    }

    private List<Pod> pods(StatefulSet set) {
        return store.list(Pod.class).stream()
                .filter(p -> p.getMetadata().getOwnerReferences().stream()
                        .anyMatch(o -> o.getUid().equals(set.getMetadata().getUid())))
                .toList();
    }

    private void mark(HasMetadata object) {
        store.update(object, o -> o.getMetadata()
                .setDeletionTimestamp(agenda.instant().toString()));
    }
}
