package dev.shardwright.elasticsearch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is in the cluster, as its master sees it.
 *
 * @param clusterName         its name
 * @param clusterUuid         its identity; empty while it has not formed
 * @param uuidCommitted       whether the identity is final on the master
 * @param masterNodeName      name of the elected master
 * @param nodes               all nodes, by name
 * @param votingConfigNodeIds ids of the nodes whose votes elect a master (the last committed configuration)
 * @param votingExclusions    nodes that were asked to stop voting
 */
public record ClusterView(
        String clusterName,
        Optional<String> clusterUuid,
        boolean uuidCommitted,
        Optional<String> masterNodeName,
        List<NodeView> nodes,
        List<String> votingConfigNodeIds,
        List<VotingExclusion> votingExclusions) {

    /** What Elasticsearch says for "no UUID yet". */
    private static final String NOT_FORMED = "_na_";

    public ClusterView {
        nodes = List.copyOf(nodes);
        votingConfigNodeIds = List.copyOf(votingConfigNodeIds);
        votingExclusions = List.copyOf(votingExclusions);
    }

    static ClusterView from(JsonObject json) throws MalformedAnswerException {
        JsonObject metadata = json.object("metadata");
        JsonObject coordination = metadata.object("cluster_coordination");
        String uuid = metadata.text("cluster_uuid");
        List<NodeView> nodes = nodes(json.object("nodes"));
        return new ClusterView(
                json.text("cluster_name"),
                uuid.equals(NOT_FORMED) ? Optional.empty() : Optional.of(uuid),
                metadata.bool("cluster_uuid_committed"),
                master(json, nodes),
                nodes,
                coordination.texts("last_committed_config"),
                exclusions(coordination));
    }

    private static List<NodeView> nodes(JsonObject json) throws MalformedAnswerException {
        List<NodeView> nodes = new ArrayList<>();
        for (Map.Entry<String, JsonObject> entry : json.objects().entrySet()) {
            JsonObject node = entry.getValue();
            Optional<String> pod = node.has("attributes")
                    ? node.object("attributes").optionalText(NodeView.POD_ATTRIBUTE)
                    : Optional.empty();
            nodes.add(new NodeView(
                    entry.getKey(), node.text("ephemeral_id"), node.text("name"), node.texts("roles"), pod));
        }
        nodes.sort(Comparator.comparing(NodeView::name).thenComparing(NodeView::id));
        return nodes;
    }

    private static Optional<String> master(JsonObject json, List<NodeView> nodes) throws MalformedAnswerException {
        Optional<String> id = json.optionalText("master_node");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> name = nodes.stream()
                .filter(node -> node.id().equals(id.get()))
                .map(NodeView::name)
                .findFirst();
        if (name.isEmpty()) {
            throw new MalformedAnswerException("master_node is none of the nodes");
        }
        return name;
    }

    private static List<VotingExclusion> exclusions(JsonObject coordination) throws MalformedAnswerException {
        List<VotingExclusion> exclusions = new ArrayList<>();
        for (JsonObject exclusion : coordination.objects("voting_config_exclusions")) {
            exclusions.add(new VotingExclusion(exclusion.text("node_id"), exclusion.text("node_name")));
        }
        return exclusions;
    }
}
