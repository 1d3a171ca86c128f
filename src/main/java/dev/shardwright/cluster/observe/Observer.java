package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes the picture. Reads caches only. */
public final class Observer {
    private final Children children;
    private final Surroundings surroundings;
    private final Expectations expectations;

    /** Reads from these; what is expected to be gone counts as leaving. */
    public Observer(Children children, Surroundings surroundings, Expectations expectations) {
        this.children = children;
        this.surroundings = surroundings;
        this.expectations = expectations;
    }

    /** One picture of a cluster, now. */
    public Observation observe(ElasticCluster cluster) {
        List<StatefulSet> statefulSets = children.list(StatefulSet.class, cluster).stream()
                .filter(s -> Owned.by(cluster, s) || Owned.orphaned(cluster, s))
                .toList();
        // Pods of a deleted resource of the same name may still be about for a while.
        Set<String> sets =
                statefulSets.stream().map(s -> s.getMetadata().getUid()).collect(Collectors.toSet());
        List<Pod> pods = children.list(Pod.class, cluster).stream()
                .filter(p -> p.getMetadata().getOwnerReferences().stream().anyMatch(o -> sets.contains(o.getUid())))
                .map(this::asExpected)
                .toList();
        List<PersistentVolumeClaim> claims = children.list(PersistentVolumeClaim.class, cluster).stream()
                .filter(c -> c.getMetadata().getName().startsWith(Names.claim("")))
                .sorted(Comparator.comparing(c -> c.getMetadata().getName()))
                .toList();
        List<ConfigMap> configMaps = children.list(ConfigMap.class, cluster).stream()
                .filter(c -> Owned.by(cluster, c) || Owned.orphaned(cluster, c))
                .toList();
        return new Observation(
                statefulSets,
                pods,
                claims.stream().filter(c -> !isGoing(c, sets)).toList(),
                claims.stream()
                        .filter(c -> isGoing(c, sets))
                        .map(c -> c.getMetadata().getName())
                        .toList(),
                configMaps,
                surroundings.userSecrets(cluster),
                surroundings.zones(cluster),
                surroundings.elasticsearch(cluster),
                OptionalInt.empty(),
                Optional.empty(),
                surroundings.creationFailures(statefulSets));
    }

    private Pod asExpected(Pod pod) {
        boolean early = pod.getMetadata().getDeletionTimestamp() == null && expectations.isDeleted(pod);
        return early
                ? new PodBuilder(pod)
                        .editMetadata()
                        .withDeletionTimestamp(pod.getMetadata().getCreationTimestamp())
                        .endMetadata()
                        .build()
                : pod;
    }

    /** Deleted, or owned by a StatefulSet that is gone and about to be collected with it (volumeRetention: Delete). */
    private static boolean isGoing(PersistentVolumeClaim claim, Set<String> statefulSets) {
        return claim.getMetadata().getDeletionTimestamp() != null
                || claim.getMetadata().getOwnerReferences().stream()
                        .anyMatch(o -> o.getKind().equals("StatefulSet") && !statefulSets.contains(o.getUid()));
    }
}
