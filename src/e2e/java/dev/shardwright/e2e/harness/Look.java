package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.e2e.harness.Moment.SeenElastic;
import dev.shardwright.e2e.harness.Moment.SeenNode;
import dev.shardwright.e2e.harness.Moment.SeenPod;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One look at a cluster, from Kubernetes and from Elasticsearch. */
final class Look {
    private static final String STATE = "/_cluster/state/metadata,master_node?master_timeout=2s"
            + "&filter_path=cluster_uuid,master_node,metadata.cluster_coordination.voting_config_exclusions";
    private static final String NODES =
            "/_nodes/http?timeout=2s&filter_path=nodes.*.name,nodes.*.version,nodes.*.roles";
    private static final String HEALTH = "/_cluster/health?master_timeout=2s&filter_path=status";
    private static final String SETTINGS = "/_cluster/settings?master_timeout=2s&flat_settings=true";

    private final Cluster cluster;
    private final Elastic elastic;

    Look(Cluster cluster, Elastic elastic) {
        this.cluster = cluster;
        this.elastic = elastic;
    }

    Moment now() {
        Map<String, SeenPod> pods = new TreeMap<>();
        for (Pod pod : cluster.pods()) {
            pods.put(
                    Pods.name(pod),
                    new SeenPod(
                            pod.getMetadata().getLabels().get(Labels.POOL),
                            Pods.uid(pod) + " restarts=" + Pods.restarts(pod),
                            version(pod),
                            Readiness.isPodReady(pod)));
        }
        return new Moment(
                Instant.now(), pods, cluster.status().map(ElasticClusterStatus::clusterUUID), elasticsearch());
    }

    private Optional<SeenElastic> elasticsearch() {
        try {
            JsonNode state = elastic.get(STATE);
            JsonNode nodes = elastic.get(NODES).path("nodes");
            String master =
                    nodes.path(state.path("master_node").asText()).path("name").asText();
            return Optional.of(new SeenElastic(
                    elastic.get(HEALTH).path("status").asText(),
                    state.path("cluster_uuid").asText(),
                    master,
                    members(nodes),
                    settings(elastic),
                    exclusions(state)));
        } catch (IllegalStateException noneAnswers) {
            return Optional.empty();
        }
    }

    private static Map<String, SeenNode> members(JsonNode nodes) {
        Map<String, SeenNode> members = new TreeMap<>();
        for (JsonNode node : nodes) {
            Set<String> roles = new HashSet<>();
            node.path("roles").forEach(role -> roles.add(role.asText()));
            members.put(
                    node.path("name").asText(),
                    new SeenNode(node.path("version").asText(), roles));
        }
        return members;
    }

    /** The persistent settings. */
    static Map<String, String> settings(Elastic elastic) {
        Map<String, String> settings = new TreeMap<>();
        elastic.get(SETTINGS)
                .path("persistent")
                .properties()
                .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
        return settings;
    }

    /** The names of the nodes that may not vote. */
    static List<String> exclusions(Elastic elastic) {
        return exclusions(elastic.get(STATE));
    }

    private static List<String> exclusions(JsonNode state) {
        List<String> names = new ArrayList<>();
        state.path("metadata")
                .path("cluster_coordination")
                .path("voting_config_exclusions")
                .forEach(e -> names.add(e.path("node_name").asText()));
        return names.stream().sorted().toList();
    }

    private static String version(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(c -> c.getName().equals(Names.CONTAINER))
                .map(c -> c.getImage().replaceFirst(".*:", ""))
                .findFirst()
                .orElse("");
    }
}
