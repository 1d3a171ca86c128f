package dev.shardwright.simulation.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.HashMap;

/** Copies of objects that share everything but the metadata: nobody changes a spec or a status in place. */
final class Shallow {
    private Shallow() {}

    @SuppressWarnings("unchecked") // Each case makes its own kind.
    static <T extends HasMetadata> T copy(T object) {
        HasMetadata copy =
                switch (object) {
                    case Pod o -> new Pod(o.getApiVersion(), o.getKind(), meta(o), o.getSpec(), o.getStatus());
                    case StatefulSet o ->
                        new StatefulSet(o.getApiVersion(), o.getKind(), meta(o), o.getSpec(), o.getStatus());
                    case PersistentVolumeClaim o ->
                        new PersistentVolumeClaim(o.getApiVersion(), o.getKind(), meta(o), o.getSpec(), o.getStatus());
                    case ConfigMap o ->
                        new ConfigMap(
                                o.getApiVersion(),
                                o.getBinaryData(),
                                o.getData(),
                                o.getImmutable(),
                                o.getKind(),
                                meta(o));
                    case Secret o ->
                        new Secret(
                                o.getApiVersion(),
                                o.getData(),
                                o.getImmutable(),
                                o.getKind(),
                                meta(o),
                                o.getStringData(),
                                o.getType());
                    case Service o -> new Service(o.getApiVersion(), o.getKind(), meta(o), o.getSpec(), o.getStatus());
                    case ServiceAccount o ->
                        new ServiceAccount(
                                o.getApiVersion(),
                                o.getAutomountServiceAccountToken(),
                                o.getImagePullSecrets(),
                                o.getKind(),
                                meta(o),
                                o.getSecrets());
                    case PodDisruptionBudget o ->
                        new PodDisruptionBudget(o.getApiVersion(), o.getKind(), meta(o), o.getSpec(), o.getStatus());
                    case NetworkPolicy o -> new NetworkPolicy(o.getApiVersion(), o.getKind(), meta(o), o.getSpec());
                    default -> throw new IllegalArgumentException("not simulated: " + object.getKind());
                };
        return (T) copy;
    }

    private static ObjectMeta meta(HasMetadata object) {
        ObjectMeta from = object.getMetadata();
        ObjectMeta to = new ObjectMeta();
        to.setNamespace(from.getNamespace());
        to.setName(from.getName());
        to.setUid(from.getUid());
        to.setResourceVersion(from.getResourceVersion());
        to.setGeneration(from.getGeneration());
        to.setCreationTimestamp(from.getCreationTimestamp());
        to.setDeletionTimestamp(from.getDeletionTimestamp());
        to.setLabels(from.getLabels() == null ? new HashMap<>() : new HashMap<>(from.getLabels()));
        to.setAnnotations(from.getAnnotations() == null ? new HashMap<>() : new HashMap<>(from.getAnnotations()));
        to.setOwnerReferences(new ArrayList<>(from.getOwnerReferences()));
        return to;
    }
}
