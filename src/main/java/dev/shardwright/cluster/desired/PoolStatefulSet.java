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
     * @param existing the one that is there: its claim template cannot change and is kept
     */
    public static StatefulSet of(
            ElasticCluster cluster, NodePool pool, Revision revision, int replicas, Optional<StatefulSet> existing) {
        String name = cluster.getMetadata().getName();
        boolean delete = cluster.getSpec().volumeRetention() == VolumeRetention.Delete;
        return new StatefulSetBuilder()
                .withMetadata(Owned.metadata(cluster, Names.statefulSet(name, pool.name()))
                        .addToLabels(Labels.POOL, pool.name())
                        .addToAnnotations(Labels.REVISION, revision.hash())
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
                .withMatchLabels(Labels.selector(name, pool.name()))
                .endSelector()
                .withTemplate(revision.template())
                .withVolumeClaimTemplates(
                        existing.map(PoolStatefulSet::sameClaim).orElseGet(() -> claim(cluster, pool)))
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
