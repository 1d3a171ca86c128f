package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.support.Labels;
import dev.shardwright.support.LeanInformer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The caches of all that belongs to clusters: one informer a kind, filtered by our label. What was just written is seen at
 * once, before the API server's event arrives.
 */
public final class ChildCaches implements Children {
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            StatefulSet.class,
            Pod.class,
            PersistentVolumeClaim.class,
            ConfigMap.class,
            Secret.class,
            Service.class,
            ServiceAccount.class,
            PodDisruptionBudget.class,
            NetworkPolicy.class);

    private final Map<Class<?>, InformerEventSource<?, ElasticCluster>> sources = new LinkedHashMap<>();
    private final Diet diet = new Diet();

    /** Makes the caches; the framework starts them. */
    public ChildCaches(EventSourceContext<ElasticCluster> context) {
        KINDS.forEach(kind -> sources.put(kind, source(kind, context)));
    }

    /** For the framework. */
    public List<EventSource<?, ElasticCluster>> sources() {
        return List.copyOf(sources.values());
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, ElasticCluster cluster) {
        return List.copyOf(source(kind).getSecondaryResources(cluster));
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name) {
        return source(kind).get(new ResourceID(name, namespace));
    }

    @Override
    public <T extends HasMetadata> void remember(Class<T> kind, T written, Optional<T> before) {
        ResourceID id = ResourceID.fromResource(written);
        if (before.isPresent()) {
            source(kind).handleRecentResourceUpdate(id, written, before.get());
        } else {
            source(kind).handleRecentResourceCreate(id, written);
        }
    }

    @SuppressWarnings("unchecked") // The map is filled by kind, see the constructor.
    private <T extends HasMetadata> InformerEventSource<T, ElasticCluster> source(Class<T> kind) {
        return (InformerEventSource<T, ElasticCluster>) sources.get(kind);
    }

    private <T extends HasMetadata> InformerEventSource<T, ElasticCluster> source(
            Class<T> kind, EventSourceContext<ElasticCluster> context) {
        return new InformerEventSource<>(
                LeanInformer.on(kind, ElasticCluster.class, diet::apply)
                        .withName(kind.getSimpleName())
                        .withLabelSelector(Labels.CHILDREN_SELECTOR)
                        .withSecondaryToPrimaryMapper(ChildCaches::owner)
                        .build(),
                context);
    }

    /** By label and not by owner: claims outlive their owner, and pods are owned by StatefulSets. */
    private static Set<ResourceID> owner(HasMetadata child) {
        return Stream.ofNullable(child.getMetadata().getLabels())
                .flatMap(labels -> Stream.ofNullable(labels.get(Labels.CLUSTER)))
                .map(cluster -> new ResourceID(cluster, child.getMetadata().getNamespace()))
                .collect(Collectors.toSet());
    }
}
