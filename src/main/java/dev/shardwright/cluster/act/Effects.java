package dev.shardwright.cluster.act;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.observe.Children;
import dev.shardwright.cluster.observe.Expectations;
import dev.shardwright.cluster.plan.Effect;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the steps that are more than applying an object. Each can be taken twice without harm. */
public final class Effects {
    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final KubernetesApi api;
    private final Children caches;
    private final Expectations expectations;

    /** Writes to the API, and tells the caches and the expectations. */
    public Effects(KubernetesApi api, Children caches, Expectations expectations) {
        this.api = api;
        this.caches = caches;
        this.expectations = expectations;
    }

    List<StepFailure> take(ElasticCluster cluster, List<Effect> effects) {
        List<StepFailure> failures = new ArrayList<>();
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.ShapeClaim(var before, var shaped) -> failures.addAll(shape(before, shaped));
                case Effect.ReplacePod(var pod, var why) -> failures.addAll(replace(pod, why));
                case Effect.WithdrawOffer() ->
                    failures.addAll(delete(
                            cluster,
                            ConfigMap.class,
                            Names.bootstrap(cluster.getMetadata().getName())));
                case Effect.DropRevision(var map) -> failures.addAll(delete(cluster, ConfigMap.class, map));
                case Effect.DropStatefulSet(var set) -> failures.addAll(delete(set));
            }
        }
        return failures;
    }

    /** Deletes one of our own objects, if it is there, exactly as the cache shows it. */
    <T extends HasMetadata> List<StepFailure> delete(ElasticCluster cluster, Class<T> kind, String name) {
        Optional<T> existing = caches.get(kind, cluster.getMetadata().getNamespace(), name)
                .filter(o -> Owned.by(cluster, o))
                .filter(o -> o.getMetadata().getDeletionTimestamp() == null);
        return existing.map(this::delete).orElse(List.of());
    }

    /** Deletes our own objects of a kind, except those of the given names. */
    <T extends HasMetadata> List<StepFailure> deleteOthers(ElasticCluster cluster, Class<T> kind, Set<String> keep) {
        return caches.list(kind, cluster).stream()
                .map(o -> o.getMetadata().getName())
                .filter(name -> !keep.contains(name))
                .flatMap(name -> delete(cluster, kind, name).stream())
                .toList();
    }

    private <T extends HasMetadata> List<StepFailure> delete(T existing) {
        if (!expectations.deleted(existing)) {
            return List.of();
        }
        String object = existing.getKind() + " " + existing.getMetadata().getName();
        try {
            // The resourceVersion is a precondition: only the very object that the plan saw is deleted.
            api.delete(existing);
            LOG.info("deleted {} in {}", object, existing.getMetadata().getNamespace());
            return List.of();
        } catch (KubernetesClientException e) {
            expectations.notDeleted(existing);
            return ApiErrors.isNotFound(e) ? List.of() : List.of(ApiErrors.failure(object, e));
        }
    }

    private List<StepFailure> replace(Pod pod, String why) {
        LOG.info(
                "pod {} in {} is replaced: {}",
                pod.getMetadata().getName(),
                pod.getMetadata().getNamespace(),
                why);
        return delete(pod);
    }

    private List<StepFailure> shape(PersistentVolumeClaim before, PersistentVolumeClaim shaped) {
        try {
            caches.remember(PersistentVolumeClaim.class, api.apply(shaped), Optional.of(before));
            return List.of();
        } catch (KubernetesClientException e) {
            return List.of(ApiErrors.failure(
                    "PersistentVolumeClaim " + before.getMetadata().getName(), e));
        }
    }
}
