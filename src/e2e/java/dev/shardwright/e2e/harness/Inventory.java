package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody who works on an Elasticsearch cluster could leave changed: cluster settings, indices with their state and
 * settings, aliases, registered repositories, snapshots that run. Equal inventories mean that nothing was.
 */
public record Inventory(Map<String, String> items) {
    private static final String HIDDEN_TOO = "expand_wildcards=all";

    public Inventory {
        items = Map.copyOf(items);
    }

    /** As it is now. */
    public static Inventory of(Elastic api) {
        Map<String, String> items = new TreeMap<>();
        put(items, "setting of the cluster: ", api.get("/_cluster/settings?flat_settings=true"));
        put(items, "settings of ", api.get("/_all/_settings?flat_settings=true&" + HIDDEN_TOO));
        put(items, "aliases of ", api.get("/_alias?" + HIDDEN_TOO));
        put(items, "repository ", api.get("/_snapshot"));
        for (JsonNode index : api.get("/_cat/indices?format=json&h=index,status,health&" + HIDDEN_TOO)) {
            items.put("state of " + index.path("index").asText(), index.toString());
        }
        for (JsonNode snapshot : api.get("/_snapshot/_status").path("snapshots")) {
            items.put("running snapshot " + snapshot.path("snapshot").asText(), "runs");
        }
        return new Inventory(items);
    }

    private static void put(Map<String, String> items, String what, JsonNode answer) {
        answer.properties()
                .forEach(e -> items.put(what + e.getKey(), e.getValue().toString()));
    }
}
