package dev.shardwright.elasticsearch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings that say where shards may lie: those of the cluster, and those of each index. */
final class AllocationSettings {
    private static final String INDEX_PREFIX = "index.routing.allocation.";

    private AllocationSettings() {}

    static ClusterSettings cluster(JsonObject body) throws MalformedAnswerException {
        Map<String, String> allocation = new HashMap<>();
        for (String section : List.of("defaults", "persistent", "transient")) { // the later one wins
            allocation.putAll(body.object(section).settings(ClusterSettings.PREFIX));
        }
        if (!allocation.containsKey("enable")) {
            throw new MalformedAnswerException("the defaults are incomplete"); // it has one in every version
        }
        return new ClusterSettings(allocation);
    }

    static List<IndexInfo> indices(JsonObject body) throws MalformedAnswerException {
        List<IndexInfo> indices = new ArrayList<>();
        for (Map.Entry<String, JsonObject> index : body.objects().entrySet()) {
            JsonObject settings = index.getValue().object("settings");
            Optional<Integer> created = settings.has("index.version.created")
                    ? Optional.of(settings.intNumber("index.version.created"))
                    : Optional.empty();
            indices.add(new IndexInfo(
                    index.getKey(),
                    settings.intNumber("index.number_of_replicas"),
                    !settings.optionalText("index.auto_expand_replicas")
                            .orElse("false")
                            .equals("false"),
                    created,
                    settings.settings(INDEX_PREFIX)));
        }
        return indices;
    }
}
