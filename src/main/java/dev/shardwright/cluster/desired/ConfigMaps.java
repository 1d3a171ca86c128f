package dev.shardwright.cluster.desired;

import static java.util.stream.Collectors.joining;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The ConfigMaps that several pools share. */
public final class ConfigMaps {
    private static final String NAMES_KEY = "initialMasterNodes";
    private static final String ID_KEY = "id";

    private ConfigMaps() {}

    /** The offer to form a cluster: the first masters' names, frozen, and which resource makes the offer. */
    public static ConfigMap bootstrap(ElasticCluster cluster, List<String> initialMasterNodes) {
        return new ConfigMapBuilder()
                .withMetadata(Owned.metadata(
                                cluster, Names.bootstrap(cluster.getMetadata().getName()))
                        .build())
                .addToData(
                        NAMES_KEY,
                        initialMasterNodes.stream().map(n -> '"' + n + '"').collect(joining(", ")))
                .addToData(ID_KEY, cluster.getMetadata().getUid())
                .build();
    }

    /** The names that a bootstrap ConfigMap froze. */
    public static List<String> initialMasterNodes(ConfigMap bootstrap) {
        String names = bootstrap.getData() == null ? "" : bootstrap.getData().getOrDefault(NAMES_KEY, "");
        return Arrays.stream(names.split(",", -1))
                .map(n -> n.replace("\"", "").trim())
                .filter(n -> !n.isEmpty())
                .toList();
    }

    /** Kubernetes node to zone, for pods that find out where they are. */
    public static ConfigMap zones(ElasticCluster cluster, Map<String, String> zoneOfKubernetesNode) {
        return new ConfigMapBuilder()
                .withMetadata(Owned.metadata(
                                cluster, Names.zones(cluster.getMetadata().getName()))
                        .build())
                .withData(zoneOfKubernetesNode)
                .build();
    }
}
