package dev.shardwright.cluster.desired;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.MaxMapCount;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.NodeView;
import dev.shardwright.support.Names;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The elasticsearch.yml of a pool: the user's entries, then the operator's, which the user cannot set. */
final class ElasticsearchYml {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLES = "node.roles";

    private ElasticsearchYml() {}

    /** One line an entry, sorted. Values are JSON, which YAML reads as it is. */
    static String of(ElasticCluster cluster, NodePool pool) {
        TreeMap<String, Object> settings = new TreeMap<>();
        settings.putAll(Settings.flatten(cluster.getSpec().config()));
        settings.putAll(Settings.flatten(pool.config()));
        settings.putAll(owned(cluster, pool));
        return settings.entrySet().stream()
                .map(e -> json(e.getKey()) + ": " + json(e.getValue()))
                .collect(joining("\n", "", "\n"));
    }

    /** The roles in a file that was made here; none if it cannot be read. */
    static List<String> roles(String yml) {
        String key = json(ROLES) + ": ";
        return yml.lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> texts(line.substring(key.length())))
                .orElse(List.of());
    }

    private static List<String> texts(String list) {
        try {
            return List.of(JSON.readValue(list, String[].class));
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static Map<String, Object> owned(ElasticCluster cluster, NodePool pool) {
        String name = cluster.getMetadata().getName();
        ElasticClusterSpec spec = cluster.getSpec();
        Map<String, Object> owned = new TreeMap<>();
        owned.put("cluster.name", name);
        owned.put("node.name", "${POD_NAME}");
        // What the operator drains by: administrators' filters use other attributes.
        owned.put("node.attr." + ClusterSettings.DRAIN_ATTRIBUTE, "${POD_NAME}");
        owned.put("node.attr." + NodeView.POD_ATTRIBUTE, "${POD_UID}");
        owned.put(ROLES, pool.roles().stream().map(NodeRole::word).toList());
        owned.put("network.host", "0.0.0.0");
        owned.put("network.publish_host", "${POD_IP}");
        owned.put("http.port", Names.HTTP_PORT);
        owned.put("transport.port", Names.TRANSPORT_PORT);
        owned.put(
                "discovery.seed_hosts",
                Names.nodesService(name) + "." + cluster.getMetadata().getNamespace() + ".svc");
        if (Readiness.hasPort(spec.version())) {
            owned.put("readiness.port", Names.READINESS_PORT);
        }
        if (spec.kernel().maxMapCount().mode() == MaxMapCount.Mode.DisableMmap) {
            owned.put("node.store.allow_mmap", false);
        }
        if (spec.placement().zoneKey() != null) {
            owned.put("cluster.routing.allocation.awareness.attributes", "zone");
        }
        security(owned, spec.http().tls().enabled());
        return owned;
    }

    private static void security(Map<String, Object> owned, boolean httpTls) {
        owned.put("xpack.security.enabled", true);
        // The user elastic comes from the file realm, with the password of the Secret.
        owned.put("xpack.security.authc.reserved_realm.enabled", false);
        owned.put("xpack.security.authc.realms.file.file1.order", -100);
        owned.put("xpack.security.transport.ssl.enabled", true);
        owned.put("xpack.security.transport.ssl.verification_mode", "certificate");
        owned.put("xpack.security.transport.ssl.certificate", PodPaths.TRANSPORT_CERTS + "/tls.crt");
        owned.put("xpack.security.transport.ssl.key", PodPaths.TRANSPORT_CERTS + "/tls.key");
        owned.put("xpack.security.transport.ssl.certificate_authorities", PodPaths.TRANSPORT_CERTS + "/ca.crt");
        owned.put("xpack.security.http.ssl.enabled", httpTls);
        if (httpTls) {
            owned.put("xpack.security.http.ssl.certificate", PodPaths.HTTP_CERTS + "/tls.crt");
            owned.put("xpack.security.http.ssl.key", PodPaths.HTTP_CERTS + "/tls.key");
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a setting is not representable as JSON", e);
        }
    }
}
