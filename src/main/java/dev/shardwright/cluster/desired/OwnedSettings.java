package dev.shardwright.cluster.desired;

import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.NodeView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings of elasticsearch.yml that the operator sets itself, each with the field of the spec to use instead. */
public final class OwnedSettings {
    private static final Map<String, String> KEYS = new LinkedHashMap<>();
    private static final Map<String, String> PREFIXES = new LinkedHashMap<>();

    static {
        KEYS.put("cluster.name", "it is metadata.name");
        KEYS.put("cluster.initial_master_nodes", "the operator bootstraps the cluster once and for all");
        KEYS.put("node.name", "it is the name of the pod");
        KEYS.put("node.roles", "use nodePools[].roles");
        KEYS.put("node.master", "use nodePools[].roles");
        KEYS.put("node.data", "use nodePools[].roles");
        KEYS.put("node.ingest", "use nodePools[].roles");
        KEYS.put("node.ml", "use nodePools[].roles");
        KEYS.put("node.transform", "use nodePools[].roles");
        KEYS.put("node.voting_only", "use nodePools[].roles");
        KEYS.put("node.remote_cluster_client", "use nodePools[].roles");
        KEYS.put("node.attr.zone", "use placement.zoneKey");
        KEYS.put("node.attr." + ClusterSettings.DRAIN_ATTRIBUTE, "the operator drains nodes by it");
        KEYS.put("node.attr." + NodeView.POD_ATTRIBUTE, "the operator tells a restarted node by it");
        KEYS.put("node.store.allow_mmap", "use kernel.maxMapCount.mode: DisableMmap");
        KEYS.put("network.host", "nodes listen on all addresses of their pod");
        KEYS.put("network.bind_host", "nodes listen on all addresses of their pod");
        KEYS.put("network.publish_host", "nodes publish the address of their pod");
        KEYS.put("path.data", "data lies on the volume of the node");
        KEYS.put("path.logs", "logs go to the container's output");
        KEYS.put("http.port", "it is 9200");
        KEYS.put("http.publish_host", "nodes publish the address of their pod");
        KEYS.put("http.host", "nodes listen on all addresses of their pod");
        KEYS.put("http.bind_host", "nodes listen on all addresses of their pod");
        KEYS.put("transport.port", "it is 9300");
        KEYS.put("transport.publish_host", "nodes publish the address of their pod");
        KEYS.put("transport.host", "nodes listen on all addresses of their pod");
        KEYS.put("transport.bind_host", "nodes listen on all addresses of their pod");
        KEYS.put("readiness.port", "the readiness probe uses it");
        KEYS.put("xpack.security.enabled", "security is always on");
        KEYS.put("xpack.security.authc.reserved_realm.enabled", "users come from the file realm; use auth.users");
        PREFIXES.put("resource.reload.", "nodes take up renewed certificates by it");
        PREFIXES.put("discovery.", "nodes find each other through the headless Service");
        PREFIXES.put("xpack.security.http.ssl.", "use http.tls");
        PREFIXES.put("xpack.security.transport.ssl.", "the operator issues the transport certificates");
        PREFIXES.put("xpack.security.authc.realms.file.", "use auth.users and auth.roles");
    }

    private static final String AWARENESS = "cluster.routing.allocation.awareness.attributes";

    private OwnedSettings() {}

    /**
     * Why a flat key may not be set by a user and what to use instead; empty when it may.
     *
     * @param zones whether the spec names a zone key, which makes awareness the operator's
     */
    public static Optional<String> why(String key, boolean zones) {
        if (zones && key.equals(AWARENESS)) {
            return Optional.of("placement.zoneKey sets it");
        }
        String exact = KEYS.get(key);
        if (exact != null) {
            return Optional.of(exact);
        }
        return PREFIXES.entrySet().stream()
                .filter(e -> key.startsWith(e.getKey()) || (key + ".").equals(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
