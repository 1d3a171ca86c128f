package dev.shardwright.simulation.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;

/**
 * What a node's elasticsearch.yml says, as far as the simulation understands it.
 *
 * @param roles     node.roles
 * @param drainable whether the node bears the attribute by which the operator drains nodes
 * @param valid     whether Elasticsearch starts with it
 */
record NodeConfig(List<String> roles, boolean drainable, boolean valid) {
    /** A setting that no Elasticsearch knows. */
    static final String INVALID_SETTING = "simulated.invalid";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLES = "\"node.roles\": ";

    /** Reads the record of a revision. */
    static NodeConfig of(ConfigMap revision) {
        String yml = revision.getData().get("elasticsearch.yml");
        int begin = yml.indexOf(ROLES) + ROLES.length();
        try {
            List<String> roles =
                    List.of(JSON.readValue(yml.substring(begin, yml.indexOf('\n', begin)), String[].class));
            return new NodeConfig(roles, yml.contains("node.attr.shardwright_node"), !yml.contains(INVALID_SETTING));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("elasticsearch.yml: " + yml, e);
        }
    }
}
