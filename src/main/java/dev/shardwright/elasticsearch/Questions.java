package dev.shardwright.elasticsearch;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked. */
final class Questions {
    // A node without a master would wait 30 seconds for one by default: longer than we do.
    static final Request<ClusterHealth> HEALTH =
            Request.get("/_cluster/health?master_timeout=3s&timeout=3s", ClusterHealth::from);

    private static final List<String> MEMBERS = List.of(
            "cluster_name",
            "master_node",
            "nodes.*.name",
            "nodes.*.ephemeral_id",
            "nodes.*.roles",
            "nodes.*.attributes." + NodeView.POD_ATTRIBUTE,
            "metadata.cluster_uuid",
            "metadata.cluster_uuid_committed",
            "metadata.cluster_coordination");

    static final Request<ClusterView> VIEW =
            Request.get(state("master_node,nodes,metadata", MEMBERS), ClusterView::from);

    /**
     * The routing table whole: a filter that reaches into it would also leave an empty one out, and "no shards" could
     * not be told from "no answer". (7.17 even does so for a filter that only takes fields away.)
     */
    static final Request<ClusterState> STATE = Request.get(
            state(
                    "master_node,nodes,metadata,routing_table",
                    Stream.concat(MEMBERS.stream(), Stream.of("routing_table")).toList()),
            Routing::state);

    static final Request<List<NodeVersion>> VERSIONS =
            Request.get("/_nodes/http?timeout=3s&filter_path=nodes.*.name,nodes.*.version", Questions::versions);

    // %5C. is an escaped dot: flat keys hold dots themselves. What is asked for whole is there even when it is empty.
    static final Request<ClusterSettings> SETTINGS = Request.get(
            "/_cluster/settings?master_timeout=3s&include_defaults=true&flat_settings=true"
                    + "&filter_path=persistent,transient,defaults.cluster%5C.routing%5C.allocation%5C.*",
            AllocationSettings::cluster);

    static final Request<List<IndexInfo>> INDICES = Request.get(
            "/_all/_settings?master_timeout=3s&expand_wildcards=all&flat_settings=true&filter_path="
                    + Stream.of("number_of_replicas", "auto_expand_replicas", "version.created", "routing.allocation.*")
                            .map(key -> "*.settings." + ("index." + key).replace(".", "%5C."))
                            .collect(Collectors.joining(",")),
            AllocationSettings::indices);

    static final Request<List<NodeDisk>> DISKS = Request.get(
            "/_nodes/stats/fs?timeout=3s&filter_path=nodes.*.name,nodes.*.roles,nodes.*.fs.total", Questions::disks);

    static final Request<List<ShardCopy>> SHARD_SIZES = Request.getList(
            "/_cat/shards?format=json&bytes=b&master_timeout=3s&h=index,shard,prirep,state,node,store",
            ShardSizes::from);

    // No parameters: older versions know none, and refuse what they don't know.
    static final Request<Shutdowns> SHUTDOWNS = Request.get("/_nodes/shutdown", Questions::shutdowns)
            .accepting((status, refusal) ->
                    refusal.isNoSuchRequest(status) ? Optional.of(new Shutdowns.Unsupported()) : Optional.empty());

    static final Request<List<NodeCertificate>> CERTIFICATES =
            Request.getList("/_ssl/certificates", Questions::certificates);

    private Questions() {}

    private static String state(String metrics, List<String> fields) {
        return "/_cluster/state/" + metrics + "?master_timeout=3s&filter_path=" + String.join(",", fields);
    }

    private static List<NodeVersion> versions(JsonObject body) throws MalformedAnswerException {
        List<NodeVersion> versions = new ArrayList<>();
        for (Map.Entry<String, JsonObject> node : body.object("nodes").objects().entrySet()) {
            versions.add(new NodeVersion(
                    node.getKey(), node.getValue().text("name"), node.getValue().text("version")));
        }
        return versions;
    }

    private static List<NodeDisk> disks(JsonObject body) throws MalformedAnswerException {
        List<NodeDisk> disks = new ArrayList<>();
        for (JsonObject node : body.object("nodes").objects().values()) {
            if (Roles.holdShards(node.texts("roles")) && node.has("fs")) { // without: the node could not tell
                JsonObject total = node.object("fs").object("total");
                disks.add(new NodeDisk(
                        node.text("name"), total.bytes("total_in_bytes"), total.bytes("available_in_bytes")));
            }
        }
        return disks;
    }

    private static Shutdowns shutdowns(JsonObject body) throws MalformedAnswerException {
        if (body.isObject("_nodes") && body.isObject("nodes")) {
            return new Shutdowns.Unsupported(); // without the API this asks for information on a node named "shutdown"
        }
        List<Shutdowns.Entry> entries = new ArrayList<>();
        for (JsonObject entry : body.objects("nodes")) {
            entries.add(new Shutdowns.Entry(
                    entry.text("node_id"),
                    entry.text("type").toLowerCase(Locale.ROOT),
                    entry.optionalText("reason").orElse("")));
        }
        return new Shutdowns.Registered(entries);
    }

    private static List<NodeCertificate> certificates(List<JsonObject> body) throws MalformedAnswerException {
        List<NodeCertificate> certificates = new ArrayList<>();
        for (JsonObject certificate : body) {
            certificates.add(new NodeCertificate(certificate.text("path"), serial(certificate.text("serial_number"))));
        }
        return certificates;
    }

    private static String serial(String hex) throws MalformedAnswerException {
        try {
            return new BigInteger(hex, 16).toString(16);
        } catch (NumberFormatException e) {
            throw new MalformedAnswerException("a serial number is not hex");
        }
    }
}
