package dev.shardwright.simulation.kubernetes;

import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * StatefulSets as Kubernetes runs them with Parallel and OnDelete: makes missing pods and claims, takes the highest ordinals
 * away, adopts orphans, never deletes a claim, and never replaces a pod that runs.
 */
public final class StatefulSetController {
    private final Agenda agenda;
    private final Chance chance;
    private final ObjectStore store;
    private final Deletions deletions;
    private final Set<String> due = new HashSet<>();

    /** Works on the store from now on. */
    public StatefulSetController(Agenda agenda, Chance chance, ObjectStore store, Deletions deletions) {
        this.agenda = agenda;
        this.chance = chance;
        this.store = store;
        this.deletions = deletions;
        store.watch((kind, object, gone) -> {
            if (kind == StatefulSet.class && !gone) {
                soon(object.getMetadata().getName());
            } else if (kind == Pod.class) {
                String name = object.getMetadata().getName();
                soon(name.substring(0, name.lastIndexOf('-')));
            }
        });
    }

    private void soon(String set) {
        if (due.add(set)) {
            agenda.after(chance.between(20, 400), () -> {
                due.remove(set);
                store.get(StatefulSet.class, set).ifPresent(this::sync);
            });
        }
    }

    private void sync(StatefulSet set) {
        if (set.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        Map<Integer, Pod> pods = new HashMap<>();
        for (Pod pod : store.list(Pod.class)) {
            adopted(set, pod).ifPresent(p -> pods.put(ordinal(p), p));
        }
        for (int i = 0; i < set.getSpec().getReplicas(); i++) {
            Pod pod = pods.get(i);
            if (pod == null) {
                make(set, i);
            } else if (isFailed(pod)) {
                deletions.delete(pod, false);
            }
        }
        pods.values().stream()
                .filter(p -> ordinal(p) >= set.getSpec().getReplicas())
                .forEach(p -> deletions.delete(p, false));
        report(set, pods);
    }

    private Optional<Pod> adopted(StatefulSet set, Pod pod) {
        String name = pod.getMetadata().getName();
        boolean named = name.substring(0, name.lastIndexOf('-'))
                .equals(set.getMetadata().getName());
        if (!named) {
            return Optional.empty();
        }
        List<OwnerReference> owners = pod.getMetadata().getOwnerReferences();
        if (owners.isEmpty() && pod.getMetadata().getDeletionTimestamp() == null) {
            return Optional.of(store.update(pod, p -> p.getMetadata().setOwnerReferences(List.of(reference(set)))));
        }
        // A pod of an earlier StatefulSet of this name holds the name until it has gone.
        return Optional.of(pod);
    }

    private static boolean isFailed(Pod pod) {
        return pod.getStatus() != null && "Failed".equals(pod.getStatus().getPhase());
    }

    private void make(StatefulSet set, int ordinal) {
        String name = set.getMetadata().getName() + "-" + ordinal;
        Optional<PersistentVolumeClaim> claim = store.get(PersistentVolumeClaim.class, "data-" + name);
        if (claim.filter(c -> c.getMetadata().getDeletionTimestamp() != null).isPresent()) {
            agenda.after(1_000, () -> soon(set.getMetadata().getName()));
            return;
        }
        if (claim.isEmpty()) {
            PersistentVolumeClaim template =
                    set.getSpec().getVolumeClaimTemplates().getFirst();
            store.create(new PersistentVolumeClaimBuilder(template)
                    .withKind("PersistentVolumeClaim")
                    .editMetadata()
                    .withNamespace(set.getMetadata().getNamespace())
                    .withName("data-" + name)
                    .endMetadata()
                    .withNewStatus()
                    .withPhase("Bound")
                    .withCapacity(template.getSpec().getResources().getRequests())
                    .endStatus()
                    .build());
        }
        ObjectMeta template = set.getSpec().getTemplate().getMetadata();
        ObjectMeta meta = new ObjectMeta();
        meta.setNamespace(set.getMetadata().getNamespace());
        meta.setName(name);
        meta.setLabels(template.getLabels());
        meta.setAnnotations(template.getAnnotations());
        meta.setOwnerReferences(List.of(reference(set)));
        Pod pod = new Pod();
        pod.setMetadata(meta);
        pod.setSpec(set.getSpec().getTemplate().getSpec());
        store.create(pod);
    }

    private void report(StatefulSet set, Map<Integer, Pod> pods) {
        var status = new StatefulSetStatusBuilder()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withReplicas(set.getSpec().getReplicas())
                .withReadyReplicas((int)
                        pods.values().stream().filter(PodStatuses::isReady).count())
                .build();
        store.current(set)
                .filter(s -> !status.equals(s.getStatus()))
                .ifPresent(s -> store.update(s, copy -> copy.setStatus(status)));
    }

    private static OwnerReference reference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    private static int ordinal(Pod pod) {
        String name = pod.getMetadata().getName();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
