package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.support.LeanInformer;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The SnapshotRepositories of clusters: what they need in keystores is known before the first pass. */
public final class ClusterRepositories {
    private final InformerEventSource<SnapshotRepository, ElasticCluster> source;

    /** Makes the cache; the framework starts it. */
    public ClusterRepositories(EventSourceContext<ElasticCluster> context) {
        this.source = new InformerEventSource<>(
                LeanInformer.on(SnapshotRepository.class, ElasticCluster.class)
                        .withSecondaryToPrimaryMapper(ClusterRepositories::cluster)
                        .build(),
                context);
    }

    /** For the framework. */
    public EventSource<?, ElasticCluster> source() {
        return source;
    }

    /** Those that are registered on a cluster, the oldest first. One that is being deleted is none any more. */
    public List<SnapshotRepository> of(ElasticCluster cluster) {
        return ranked(source.getSecondaryResources(cluster));
    }

    /** Repositories of one cluster in the order in which they count: the oldest first, without those being deleted. */
    public static List<SnapshotRepository> ranked(Collection<SnapshotRepository> repositories) {
        return repositories.stream()
                .filter(r -> !r.isMarkedForDeletion())
                .sorted(Comparator.<SnapshotRepository, String>comparing(
                                r -> r.getMetadata().getCreationTimestamp())
                        .thenComparing(r -> r.getMetadata().getName()))
                .toList();
    }

    private static Set<ResourceID> cluster(SnapshotRepository repository) {
        return repository.getSpec().clusterRef() == null
                ? Set.of()
                : Set.of(new ResourceID(
                        repository.getSpec().clusterRef().name(),
                        repository.getMetadata().getNamespace()));
    }
}
