package dev.shardwright.bench;

import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.stream.Collectors;

/** What a green Elasticsearch cluster without an index answers, as far as the operator asks a cluster that is at rest. */
final class EsAnswers {
    private static final String VERSION = "8.19.21";

    private final String cluster;
    private final List<Pod> pods;

    /** The cluster that has formed of these pods. */
    EsAnswers(String cluster, List<Pod> pods) {
        this.cluster = cluster;
        this.pods = List.copyOf(pods);
    }

    /** Status and body. */
    record Answer(int status, String body) {}

    Answer to(String method, String uri) {
        String path = uri.replaceFirst("\\?.*", "");
        if (!method.equals("GET")) {
            return new Answer(
                    405, "{\"error\":{\"type\":\"not_simulated\",\"reason\":\"" + method + "\"},\"status\":405}");
        }
        return switch (path) {
            case "/_cluster/health" -> new Answer(200, health());
            case "/_nodes/http" -> new Answer(200, nodes("\"version\":\"" + VERSION + "\""));
            case "/_nodes/stats/fs" ->
                new Answer(
                        200,
                        nodes("\"roles\":[\"data\"],\"fs\":{\"total\":{\"total_in_bytes\":1000000000,"
                                + "\"available_in_bytes\":900000000}}"));
            case "/_cluster/settings" ->
                new Answer(
                        200,
                        "{\"persistent\":{},\"transient\":{},\"defaults\":{\"cluster.routing.allocation.enable\":\"all\"}}");
            case "/_all/_settings" -> new Answer(200, "{}");
            case "/_cat/shards" -> new Answer(200, "[]");
            case "/_nodes/shutdown" -> new Answer(200, "{\"nodes\":[]}");
            default ->
                path.startsWith("/_cluster/state/")
                        ? new Answer(200, state())
                        : new Answer(
                                404,
                                "{\"error\":{\"type\":\"not_simulated\",\"reason\":\"" + path + "\"},\"status\":404}");
        };
    }

    private String health() {
        return "{\"cluster_name\":\"%s\",\"status\":\"green\",\"timed_out\":false,\"number_of_nodes\":%d,"
                        .formatted(cluster, pods.size())
                + "\"number_of_data_nodes\":%d,\"active_primary_shards\":0,\"active_shards\":0,"
                        .formatted(pods.size() - masters().size())
                + "\"relocating_shards\":0,\"initializing_shards\":0,\"unassigned_shards\":0,"
                + "\"delayed_unassigned_shards\":0,\"number_of_pending_tasks\":0}";
    }

    private String state() {
        String voters = masters().stream().map(p -> "\"" + id(p) + "\"").collect(Collectors.joining(","));
        return "{\"cluster_name\":\"%s\",\"master_node\":\"%s\",\"nodes\":{%s},"
                        .formatted(cluster, id(masters().getFirst()), members())
                + "\"metadata\":{\"cluster_uuid\":\"%s\",\"cluster_uuid_committed\":true,".formatted(uuid())
                + "\"cluster_coordination\":{\"term\":1,\"last_committed_config\":[%s],\"last_accepted_config\":[%s],"
                        .formatted(voters, voters)
                + "\"voting_config_exclusions\":[]}},\"routing_table\":{\"indices\":{}}}";
    }

    private String members() {
        return pods.stream()
                .map(pod ->
                        "\"%s\":{\"name\":\"%s\",\"ephemeral_id\":\"e-%s\",\"roles\":[%s],\"attributes\":{\"shardwright_pod\":\"%s\"}}"
                                .formatted(
                                        id(pod),
                                        pod.getMetadata().getName(),
                                        pod.getMetadata().getUid(),
                                        isMaster(pod) ? "\"master\"" : "\"data\",\"ingest\"",
                                        pod.getMetadata().getUid()))
                .collect(Collectors.joining(","));
    }

    private String nodes(String fields) {
        return pods.stream()
                .map(pod -> "\"%s\":{\"name\":\"%s\",%s}"
                        .formatted(id(pod), pod.getMetadata().getName(), fields))
                .collect(Collectors.joining(",", "{\"nodes\":{", "}}"));
    }

    private List<Pod> masters() {
        return pods.stream().filter(EsAnswers::isMaster).toList();
    }

    private static boolean isMaster(Pod pod) {
        return "master".equals(pod.getMetadata().getLabels().get(Labels.POOL));
    }

    private static String id(Pod pod) {
        return "id-" + pod.getMetadata().getName();
    }

    /** Twenty-two characters, as Elasticsearch's are. */
    private String uuid() {
        return (cluster + "x".repeat(22)).substring(0, 22);
    }
}
