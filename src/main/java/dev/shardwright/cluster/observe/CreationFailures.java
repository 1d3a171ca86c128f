package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.support.Labels;
import dev.shardwright.support.LeanInformer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why Kubernetes refuses to make the pods of a StatefulSet: nothing but its events says so. Only these events are watched,
 * and only a StatefulSet without all of its pods is asked about.
 */
public final class CreationFailures {
    private static final String BY_OBJECT = "uid of the involved object";

    private final InformerEventSource<Event, ElasticCluster> source;

    /** Makes the cache; the framework starts it. */
    public CreationFailures(EventSourceContext<ElasticCluster> context, ChildCaches caches) {
        source = new InformerEventSource<>(
                LeanInformer.on(Event.class, ElasticCluster.class)
                        .withName("CreationFailures")
                        .withFieldSelector(new FieldSelector(
                                new FieldSelector.Field("involvedObject.kind", "StatefulSet"),
                                new FieldSelector.Field("reason", "FailedCreate")))
                        .withSecondaryToPrimaryMapper(event -> owner(event, caches))
                        .build(),
                context);
        source.addIndexers(Map.of(
                BY_OBJECT,
                event -> Stream.ofNullable(event.getInvolvedObject().getUid()).toList()));
    }

    /** For the framework. */
    public EventSource<?, ElasticCluster> source() {
        return source;
    }

    /** The last refusal of each StatefulSet that lacks pods, by its name. */
    public Map<String, Observation.CreationFailure> of(List<StatefulSet> statefulSets) {
        Map<String, Observation.CreationFailure> failures = new HashMap<>();
        for (StatefulSet set : statefulSets) {
            Integer made = set.getStatus() == null ? null : set.getStatus().getReplicas();
            if (made != null && made >= set.getSpec().getReplicas()) {
                continue;
            }
            source.byIndex(BY_OBJECT, set.getMetadata().getUid()).stream()
                    .max(Comparator.comparing(CreationFailures::time))
                    .ifPresent(event -> failures.put(set.getMetadata().getName(), failure(event)));
        }
        return Map.copyOf(failures);
    }

    private static Observation.CreationFailure failure(Event event) {
        String first = event.getFirstTimestamp() != null
                ? event.getFirstTimestamp()
                : event.getMetadata().getCreationTimestamp();
        return new Observation.CreationFailure(Instant.parse(first), event.getMessage());
    }

    private static String time(Event event) {
        return event.getLastTimestamp() != null
                ? event.getLastTimestamp()
                : event.getMetadata().getCreationTimestamp();
    }

    private static Set<ResourceID> owner(Event event, ChildCaches caches) {
        String namespace = event.getMetadata().getNamespace();
        return caches.get(
                        StatefulSet.class, namespace, event.getInvolvedObject().getName())
                .map(set -> set.getMetadata().getLabels().get(Labels.CLUSTER))
                .map(cluster -> Set.of(new ResourceID(cluster, namespace)))
                .orElse(Set.of());
    }
}
