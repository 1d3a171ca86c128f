package dev.shardwright.simulation.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Server-side apply by one manager, by force: its fields become as it says, those that it no longer names go, those of
 * others stay. Finer than an object's labels and annotations only where somebody else writes too.
 */
final class ServerSideApply {
    private final ObjectStore store;
    private final Map<String, Set<String>> labels = new HashMap<>(); // by UID: keys that the manager set
    private final Map<String, Set<String>> annotations = new HashMap<>();

    ServerSideApply(ObjectStore store) {
        this.store = store;
    }

    /** The object as it is after the apply. */
    <T extends HasMetadata> T apply(T wanted) {
        check(wanted);
        return live(wanted).map(existing -> merge(existing, wanted)).orElseGet(() -> {
            T made = store.create(wanted);
            own(made, wanted);
            return made;
        });
    }

    /** Throws what an apply would throw. */
    <T extends HasMetadata> void check(T wanted) {
        var existing = live(wanted);
        String uid = wanted.getMetadata().getUid();
        String version = wanted.getMetadata().getResourceVersion();
        boolean other = uid != null
                && existing.filter(e -> e.getMetadata().getUid().equals(uid)).isEmpty();
        boolean moved = version != null
                && existing.filter(e -> e.getMetadata().getResourceVersion().equals(version))
                        .isEmpty();
        if (other || moved) {
            throw ApiFault.conflict(wanted, "the object has been modified or is another one");
        }
        existing.ifPresent(e -> checkImmutable(e, wanted));
    }

    @SuppressWarnings("unchecked") // Filed by its class.
    private <T extends HasMetadata> java.util.Optional<T> live(T like) {
        return (java.util.Optional<T>)
                store.get(like.getClass(), like.getMetadata().getName());
    }

    private <T extends HasMetadata> T merge(T existing, T wanted) {
        Map<String, String> mergedLabels = merged(
                existing.getMetadata().getLabels(),
                wanted.getMetadata().getLabels(),
                labels.getOrDefault(existing.getMetadata().getUid(), Set.of()));
        Map<String, String> mergedAnnotations = merged(
                existing.getMetadata().getAnnotations(),
                wanted.getMetadata().getAnnotations(),
                annotations.getOrDefault(existing.getMetadata().getUid(), Set.of()));
        Set<OwnerReference> owners = new HashSet<>(existing.getMetadata().getOwnerReferences());
        owners.addAll(wanted.getMetadata().getOwnerReferences());
        own(existing, wanted);
        boolean content = !sameContent(existing, wanted);
        boolean same = !content
                && mergedLabels.equals(existing.getMetadata().getLabels())
                && mergedAnnotations.equals(existing.getMetadata().getAnnotations())
                && owners.size() == existing.getMetadata().getOwnerReferences().size();
        if (same) {
            return existing;
        }
        return store.update(existing, o -> {
            o.getMetadata().setLabels(mergedLabels);
            o.getMetadata().setAnnotations(mergedAnnotations);
            o.getMetadata().setOwnerReferences(owners.stream().toList());
            if (content) {
                o.getMetadata().setGeneration(o.getMetadata().getGeneration() + 1);
                take(o, wanted);
            }
        });
    }

    private void own(HasMetadata object, HasMetadata wanted) {
        String uid = object.getMetadata().getUid();
        labels.put(uid, keys(wanted.getMetadata().getLabels()));
        annotations.put(uid, keys(wanted.getMetadata().getAnnotations()));
    }

    private static Set<String> keys(Map<String, String> map) {
        return map == null ? Set.of() : Set.copyOf(map.keySet());
    }

    private static Map<String, String> merged(Map<String, String> before, Map<String, String> mine, Set<String> owned) {
        Map<String, String> merged = new HashMap<>(before == null ? Map.of() : before);
        merged.keySet().removeAll(owned);
        merged.putAll(mine == null ? Map.of() : mine);
        return merged;
    }

    private static boolean sameContent(HasMetadata one, HasMetadata other) {
        return switch (one) {
            case StatefulSet o -> o.getSpec().equals(((StatefulSet) other).getSpec());
            case PersistentVolumeClaim o ->
                size((PersistentVolumeClaim) other) == null || size(o).equals(size((PersistentVolumeClaim) other));
            case ConfigMap o -> Objects.equals(o.getData(), ((ConfigMap) other).getData());
            case Secret o -> Objects.equals(o.getData(), ((Secret) other).getData());
            case Service o -> o.getSpec().equals(((Service) other).getSpec());
            case PodDisruptionBudget o -> o.getSpec().equals(((PodDisruptionBudget) other).getSpec());
            case NetworkPolicy o -> o.getSpec().equals(((NetworkPolicy) other).getSpec());
            case ServiceAccount o -> true;
            default -> throw new IllegalArgumentException("nobody applies a " + one.getKind());
        };
    }

    private static void take(HasMetadata into, HasMetadata from) {
        switch (into) {
            case StatefulSet o -> o.setSpec(((StatefulSet) from).getSpec());
            case PersistentVolumeClaim o ->
                o.setSpec(new PersistentVolumeClaimSpecBuilder(o.getSpec())
                        .editResources()
                        .addToRequests("storage", size((PersistentVolumeClaim) from))
                        .endResources()
                        .build());
            case ConfigMap o -> o.setData(((ConfigMap) from).getData());
            case Secret o -> o.setData(((Secret) from).getData());
            case Service o -> o.setSpec(((Service) from).getSpec());
            case PodDisruptionBudget o -> o.setSpec(((PodDisruptionBudget) from).getSpec());
            case NetworkPolicy o -> o.setSpec(((NetworkPolicy) from).getSpec());
            default -> throw new IllegalArgumentException("nobody applies a " + into.getKind());
        }
    }

    static Quantity size(PersistentVolumeClaim claim) {
        return claim.getSpec() == null || claim.getSpec().getResources() == null
                ? null
                : claim.getSpec().getResources().getRequests().get("storage");
    }

    private static void checkImmutable(HasMetadata existing, HasMetadata wanted) {
        boolean forbidden =
                switch (existing) {
                    case StatefulSet o -> changesFrozenFields(o.getSpec(), ((StatefulSet) wanted).getSpec());
                    case ConfigMap o ->
                        Boolean.TRUE.equals(o.getImmutable())
                                && !Objects.equals(o.getData(), ((ConfigMap) wanted).getData());
                    case PersistentVolumeClaim o ->
                        size((PersistentVolumeClaim) wanted) != null
                                && Quantity.getAmountInBytes(size((PersistentVolumeClaim) wanted))
                                                .compareTo(Quantity.getAmountInBytes(size(o)))
                                        < 0;
                    default -> false;
                };
        if (forbidden) {
            throw ApiFault.invalid(wanted, "a field that cannot change was changed");
        }
    }

    private static boolean changesFrozenFields(StatefulSetSpec one, StatefulSetSpec other) {
        return !one.getSelector().equals(other.getSelector())
                || !one.getVolumeClaimTemplates().equals(other.getVolumeClaimTemplates())
                || !one.getServiceName().equals(other.getServiceName())
                || !one.getPodManagementPolicy().equals(other.getPodManagementPolicy());
    }
}
