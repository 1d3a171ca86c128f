package dev.shardwright.cluster.act;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.Children;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks for volume claims that the pods would take by their names and that the caches cannot see, because they do not bear
 * our labels: made by hand, or brought back by a backup tool. Asked once, before a cluster is first formed.
 */
public final class ClaimCheck {
    private final KubernetesApi api;
    private final Children caches;

    /** Asks the API what the caches do not hold. */
    public ClaimCheck(KubernetesApi api, Children caches) {
        this.api = api;
        this.caches = caches;
    }

    /** One failure for each claim of unknown origin. */
    List<StepFailure> strangers(ElasticCluster cluster) {
        List<StepFailure> failures = new ArrayList<>();
        for (NodePool pool : cluster.getSpec().nodePools()) {
            IntStream.range(0, pool.replicas())
                    .mapToObj(i -> Names.claim(Names.node(cluster.getMetadata().getName(), pool.name(), i)))
                    .forEach(claim -> check(cluster, claim).ifPresent(failures::add));
        }
        return failures;
    }

    private Optional<StepFailure> check(ElasticCluster cluster, String claim) {
        String namespace = cluster.getMetadata().getNamespace();
        String object = "PersistentVolumeClaim " + claim;
        if (caches.get(PersistentVolumeClaim.class, namespace, claim).isPresent()) {
            return Optional.empty();
        }
        try {
            return api.read(new PersistentVolumeClaimBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName(claim)
                            .endMetadata()
                            .build())
                    .map(c -> new StepFailure(
                            StepFailure.Kind.NameTaken,
                            object,
                            object
                                    + " is there and bears no label of this cluster, so what it holds is not known. To have it"
                                    + " adopted, label it " + Labels.CHILDREN_SELECTOR + " and " + Labels.CLUSTER + "="
                                    + cluster.getMetadata().getName()
                                    + "; else delete it or name the cluster otherwise"));
        } catch (KubernetesClientException e) {
            return Optional.of(ApiErrors.failure(object, e));
        }
    }
}
