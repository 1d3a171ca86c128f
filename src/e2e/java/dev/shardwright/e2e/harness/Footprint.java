package dev.shardwright.e2e.harness;

import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that the operator has made for a cluster, with its versions: equal footprints mean that nothing changed. */
public record Footprint(Map<String, String> objects) {
    public Footprint {
        objects = Map.copyOf(objects);
    }

    /** As it is now. */
    public static Footprint of(Cluster cluster) {
        KubernetesClient client = cluster.space().client();
        String namespace = cluster.space().name();
        Map<String, String> labels = Map.of(Labels.CLUSTER, cluster.name());
        Map<String, String> objects = new TreeMap<>();
        Stream.<List<? extends HasMetadata>>of(
                        client.apps()
                                .statefulSets()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems(),
                        client.services()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems(),
                        client.configMaps()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems(),
                        client.secrets()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems(),
                        client.serviceAccounts()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems(),
                        client.persistentVolumeClaims()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems(),
                        client.policy()
                                .v1()
                                .podDisruptionBudget()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems(),
                        client.network()
                                .v1()
                                .networkPolicies()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems())
                .flatMap(List::stream)
                .forEach(o -> objects.put(
                        o.getKind() + "/" + o.getMetadata().getName(),
                        o.getMetadata().getUid() + " version " + o.getMetadata().getResourceVersion()));
        cluster.incarnations().forEach((pod, incarnation) -> objects.put("Pod/" + pod, incarnation));
        return new Footprint(objects);
    }
}
