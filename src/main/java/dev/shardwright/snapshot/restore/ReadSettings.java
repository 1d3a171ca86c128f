package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What are these settings of these indices? By index and key; a null is not set.
 *
 * @param keys with {@code index.} in front
 */
record ReadSettings(Set<String> indices, Set<String> keys)
        implements Errand<Verdict<Map<String, Map<String, String>>>> {
    ReadSettings {
        indices = Set.copyOf(indices);
        keys = Set.copyOf(keys);
    }

    @Override
    public Reply<Verdict<Map<String, Map<String, String>>>> run(DataApi api) {
        return Verdicts.map(api.indices(List.of()), all -> {
            Map<String, Map<String, String>> found = new TreeMap<>();
            all.stream().filter(i -> indices.contains(i.name())).forEach(i -> found.put(i.name(), settings(i)));
            return found;
        });
    }

    private Map<String, String> settings(IndexDetails index) {
        Map<String, String> settings = new TreeMap<>();
        keys.forEach(key -> settings.put(key, index.settings().get(key)));
        return settings;
    }
}
