package dev.shardwright.cluster.observe;

import dev.shardwright.cluster.desired.SecureSettingsChange;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One picture of a cluster at one moment. Everything comes from caches; nothing here is asked for twice in a pass.
 *
 * @param statefulSets the cluster's StatefulSets that this resource owns
 * @param pods the cluster's pods
 * @param claims the volume claims that bear the cluster's name, whoever made them
 * @param goingClaims names of claims that are being deleted, or will be with a resource of this name that was deleted
 * @param configMaps the cluster's ConfigMaps that this resource owns
 * @param userSecrets Secrets that the spec refers to, by name; empty when there is none of that name
 * @param zones Kubernetes node to zone, empty when the spec names no zone key
 * @param elasticsearch what Elasticsearch last said
 * @param secureSettings generation of the secure settings that pods are to be made for; empty when there never were any
 * @param secureSettingsChange the last change of secure settings, if running nodes are to take it up
 * @param creationFailures by StatefulSet: why Kubernetes last refused to make a pod of it
 */
public record Observation(
        List<StatefulSet> statefulSets,
        List<Pod> pods,
        List<PersistentVolumeClaim> claims,
        List<String> goingClaims,
        List<ConfigMap> configMaps,
        Map<String, Optional<Secret>> userSecrets,
        Map<String, String> zones,
        ElasticsearchFacts elasticsearch,
        OptionalInt secureSettings,
        Optional<SecureSettingsChange> secureSettingsChange,
        Map<String, CreationFailure> creationFailures) {

    /**
     * A refusal to make a pod.
     *
     * @param since when it was first seen
     * @param message Kubernetes' own words
     */
    public record CreationFailure(Instant since, String message) {}

    /** The same for another generation of secure settings, and the last change of them. */
    public Observation with(OptionalInt generation, Optional<SecureSettingsChange> change) {
        return new Observation(
                statefulSets,
                pods,
                claims,
                goingClaims,
                configMaps,
                userSecrets,
                zones,
                elasticsearch,
                generation,
                change,
                creationFailures);
    }

    /** The pool of a StatefulSet, by its selector: labels of the object itself may be changed, the selector may not. */
    public static String poolOf(StatefulSet set) {
        return set.getSpec().getSelector().getMatchLabels().getOrDefault(Labels.POOL, "");
    }

    /** The revision that a pod or a StatefulSet was made from; empty text when it does not say. */
    public static String revisionOf(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(Labels.REVISION, "");
    }

    /** The version that a pod, or the template of one, is of; empty text when it does not say. */
    public static String versionOf(ObjectMeta metadata) {
        return metadata == null || metadata.getAnnotations() == null
                ? ""
                : metadata.getAnnotations().getOrDefault(Labels.VERSION, "");
    }

    /** The versions that pods run or will be made with; empty text for one that does not say. */
    public Set<String> versions() {
        return Stream.concat(
                        pods.stream().map(Pod::getMetadata),
                        statefulSets.stream().map(s -> s.getSpec().getTemplate().getMetadata()))
                .map(Observation::versionOf)
                .collect(Collectors.toSet());
    }

    /** Whether Kubernetes has taken up all that a StatefulSet says: only then its status speaks of that. */
    public static boolean isTakenUp(StatefulSet set) {
        return set.getStatus() != null
                && set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration());
    }

    /** The StatefulSet of a pool. */
    public Optional<StatefulSet> statefulSet(String pool) {
        return statefulSets.stream().filter(s -> poolOf(s).equals(pool)).findFirst();
    }

    /** The pod of a node. */
    public Optional<Pod> pod(String node) {
        return pods.stream().filter(p -> node.equals(p.getMetadata().getName())).findFirst();
    }

    /** The volume claim of a node. */
    public Optional<PersistentVolumeClaim> claim(String node) {
        String name = Names.claim(node);
        return claims.stream()
                .filter(c -> name.equals(c.getMetadata().getName()))
                .findFirst();
    }

    /** A ConfigMap by its name. */
    public Optional<ConfigMap> configMap(String name) {
        return configMaps.stream()
                .filter(c -> name.equals(c.getMetadata().getName()))
                .findFirst();
    }
}
