package dev.shardwright.cluster.act;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.desired.ConfigMaps;
import dev.shardwright.cluster.desired.DisruptionBudgets;
import dev.shardwright.cluster.desired.NodeNetworkPolicy;
import dev.shardwright.cluster.desired.NodeServiceAccount;
import dev.shardwright.cluster.desired.Services;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The objects that all pools share, and what each follows from. */
final class ClusterObjects {
    private final ElasticCluster cluster;
    private final Origin origin;

    ClusterObjects(ElasticCluster cluster) {
        this.cluster = cluster;
        this.origin = Origin.of(cluster);
    }

    Wanted<ServiceAccount> serviceAccount() {
        return bySpec(ServiceAccount.class, Names.serviceAccount(origin.name()), NodeServiceAccount::of);
    }

    Wanted<Service> nodesService() {
        return bySpec(Service.class, Names.nodesService(origin.name()), Services::nodes);
    }

    Wanted<Service> httpService() {
        return bySpec(Service.class, Names.httpService(origin.name()), Services::http);
    }

    Wanted<NetworkPolicy> networkPolicy() {
        return bySpec(NetworkPolicy.class, Names.networkPolicy(origin.name()), NodeNetworkPolicy::of);
    }

    Wanted<ConfigMap> bootstrap(List<String> offer) {
        return new Wanted<>(
                ConfigMap.class,
                origin.namespace(),
                Names.bootstrap(origin.name()),
                List.of(origin, offer),
                () -> ConfigMaps.bootstrap(cluster, offer));
    }

    Wanted<ConfigMap> zones(Map<String, String> zones) {
        return new Wanted<>(
                ConfigMap.class,
                origin.namespace(),
                Names.zones(origin.name()),
                List.of(origin, zones),
                () -> ConfigMaps.zones(cluster, zones));
    }

    Wanted<PodDisruptionBudget> budget(String name, List<String> pools, boolean evictionsAllowed) {
        return new Wanted<>(
                PodDisruptionBudget.class,
                origin.namespace(),
                name,
                List.of(origin, pools, evictionsAllowed),
                () -> DisruptionBudgets.of(cluster, name, pools, evictionsAllowed));
    }

    private <T extends HasMetadata> Wanted<T> bySpec(Class<T> kind, String name, Function<ElasticCluster, T> make) {
        return new Wanted<>(kind, origin.namespace(), name, origin, () -> make.apply(cluster));
    }
}
