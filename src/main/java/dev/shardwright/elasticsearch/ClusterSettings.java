package dev.shardwright.elasticsearch;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a cluster below cluster.routing.allocation., flat and in full: transient before persistent before
 * elasticsearch.yml before the default.
 *
 * @param allocation by key without that prefix: {@code enable}, {@code disk.watermark.low} and so on
 */
public record ClusterSettings(Map<String, String> allocation) {
    /** Prefix of all settings here. */
    public static final String PREFIX = "cluster.routing.allocation.";

    /**
     * The operator's own node attribute, whose value is the node's name. Only the operator excludes by it, so that the
     * entries of an administrator (by _name, _ip and the like) and its own never meet.
     */
    public static final String DRAIN_ATTRIBUTE = "shardwright_node";

    /** The setting that drains nodes, without {@link #PREFIX}. */
    public static final String DRAIN_KEY = "exclude." + DRAIN_ATTRIBUTE;

    public ClusterSettings {
        allocation = Map.copyOf(allocation);
    }

    /** The nodes that the operator has asked to give their shards away. */
    public Set<String> draining() {
        Set<String> names = new TreeSet<>();
        value(DRAIN_KEY).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return names;
    }

    /** One setting; empty when it has neither a value nor a default. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(allocation.get(key)).filter(v -> !v.isBlank());
    }
}
