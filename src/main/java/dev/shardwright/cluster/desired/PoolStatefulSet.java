package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.Storage;
import dev.shardwright.api.VolumeRetention;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The StatefulSet of a pool. Pods start in parallel (a cluster forms by a majority) and restart when the plan says so. */
public final class PoolStatefulSet {
    private static final int HISTORY = 3;

    private PoolStatefulSet() {}

    /**
     * The StatefulSet as it should be.
     *
     * @param replicas how many nodes the plan allows now
     * @param asleep how many there were before the cluster was put to sleep; empty when it is awake
     * @param existing the one that is there: its claim template cannot change and is kept
     */
    public static StatefulSet of(
            ElasticCluster cluster,
            NodePool pool,
            Revision revision,
            int replicas,
            Optional<Integer> asleep,
            Optional<StatefulSet> existing) {
        return build(
                cluster,
                pool.name(),
                revision.hash(),
                replicas,
                asleep,
                revision.template(),
                existing.map(PoolStatefulSet::sameClaim).orElseGet(() -> claim(cluster, pool)));
    }

    /** The one that is there with another number of nodes: its pods stay as they are, whatever the spec says. */
    public static StatefulSet resized(
            ElasticCluster cluster, String pool, StatefulSet existing, int replicas, Optional<Integer> asleep) {
        return build(
                cluster,
                pool,
                existing.getMetadata().getAnnotations().getOrDefault(Labels.REVISION, ""),
                replicas,
                asleep,
                existing.getSpec().getTemplate(),
                sameClaim(existing));
    }

    /** How many nodes a sleeping StatefulSet had. */
    public static Optional<Integer> asleep(StatefulSet set) {
        return Optional.ofNullable(set.getMetadata().getAnnotations())
                .map(a -> a.get(Labels.ASLEEP))
                .filter(n -> n.matches("\\d{1,4}"))
                .map(Integer::valueOf);
    }

    private static StatefulSet build(
            ElasticCluster cluster,
            String pool,
            String revision,
            int replicas,
            Optional<Integer> asleep,
            PodTemplateSpec template,
            PersistentVolumeClaim claim) {
        String name = cluster.getMetadata().getName();
        boolean delete = cluster.getSpec().volumeRetention() == VolumeRetention.Delete;
        Map<String, String> annotations = new HashMap<>();
        annotations.put(Labels.REVISION, revision);
        asleep.ifPresent(n -> annotations.put(Labels.ASLEEP, String.valueOf(n)));
        return new StatefulSetBuilder()
                .withMetadata(Owned.metadata(cluster, Names.statefulSet(name, pool))
                        .addToLabels(Labels.POOL, pool)
                        .addToAnnotations(annotations)
                        .build())
                .withNewSpec()
                .withReplicas(replicas)
                .withServiceName(Names.nodesService(name))
                .withPodManagementPolicy("Parallel")
                .withRevisionHistoryLimit(HISTORY)
                .withNewUpdateStrategy()
                .withType("OnDelete")
                .endUpdateStrategy()
                .withNewPersistentVolumeClaimRetentionPolicy()
                .withWhenDeleted(delete ? "Delete" : "Retain")
                .withWhenScaled("Retain")
                .endPersistentVolumeClaimRetentionPolicy()
                .withNewSelector()
                .withMatchLabels(Labels.selector(name, pool))
                .endSelector()
                .withTemplate(template)
                .withVolumeClaimTemplates(claim)
                .endSpec()
                .build();
    }

    private static PersistentVolumeClaim claim(ElasticCluster cluster, NodePool pool) {
        Map<String, String> labels =
                new HashMap<>(Labels.of(cluster.getMetadata().getName()));
        labels.put(Labels.POOL, pool.name());
        labels.put(Labels.RESOURCE_UID, cluster.getMetadata().getUid());
        if (pool.isMasterEligible()) {
            labels.put(Labels.MASTER_ELIGIBLE, "true");
        }
        if (pool.holdsShards()) {
            labels.put(Labels.HOLDS_SHARDS, "true");
        }
        Storage storage = pool.storage();
        return claim(labels, new Quantity(storage.size()), storage.storageClassName());
    }

    private static PersistentVolumeClaim sameClaim(StatefulSet existing) {
        PersistentVolumeClaim template =
                existing.getSpec().getVolumeClaimTemplates().getFirst();
        return claim(
                template.getMetadata().getLabels(),
                template.getSpec().getResources().getRequests().get("storage"),
                template.getSpec().getStorageClassName());
    }

    private static PersistentVolumeClaim claim(Map<String, String> labels, Quantity size, String storageClass) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(Names.DATA_VOLUME)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withVolumeMode("Filesystem")
                .withStorageClassName(storageClass)
                .withNewResources()
                .addToRequests("storage", size)
                .endResources()
                .endSpec()
                .build();
    }
}
