package dev.shardwright.support;

import dev.shardwright.api.ElasticCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** What makes an object a child of a cluster: namespace, labels, owner. */
public final class Owned {
    private Owned() {}

    /** Metadata of a child of that name. */
    public static ObjectMetaBuilder metadata(ElasticCluster cluster, String name) {
        ObjectMeta owner = cluster.getMetadata();
        return new ObjectMetaBuilder()
                .withNamespace(owner.getNamespace())
                .withName(name)
                .withLabels(Labels.of(owner.getName()))
                .withOwnerReferences(reference(cluster));
    }

    /**
     * Metadata of something that belongs to a resource of another kind, and goes with it. It bears no label of ours: what
     * the caches are filtered by would keep it in memory.
     */
    public static ObjectMetaBuilder metadata(HasMetadata owner, String name) {
        return new ObjectMetaBuilder()
                .withNamespace(owner.getMetadata().getNamespace())
                .withName(name)
                .withOwnerReferences(reference(owner));
    }

    /** Whether an object is controlled by exactly this resource, not by an earlier one of the same name. */
    public static boolean by(ElasticCluster cluster, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(o -> o.getUid().equals(cluster.getMetadata().getUid()));
    }

    /** Whether nobody owns an object that carries our labels: it was orphaned, and may be taken back. */
    public static boolean orphaned(ElasticCluster cluster, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().isEmpty()
                && labelledFor(cluster.getMetadata().getName(), object);
    }

    private static boolean labelledFor(String cluster, HasMetadata object) {
        var labels = object.getMetadata().getLabels();
        return labels != null
                && Names.OPERATOR.equals(labels.get(Labels.MANAGED_BY))
                && cluster.equals(labels.get(Labels.CLUSTER));
    }

    private static OwnerReference reference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
