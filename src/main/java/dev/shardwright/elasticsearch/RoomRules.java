package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of a cluster that say how much it takes.
 *
 * @param low           below which a disk takes shards
 * @param high          above which a disk gives shards away
 * @param alsoSingle    whether the two hold where there is only one data node
 * @param shardsPerNode how many shards for each data node
 * @param allocation    which shards are given to nodes
 */
record RoomRules(Watermark low, Watermark high, boolean alsoSingle, long shardsPerNode, String allocation) {
    private static final String SHARDS_PER_NODE = "cluster.max_shards_per_node";
    private static final String WATERMARK = "disk.watermark.";
    private static final String HEADROOM = ".max_headroom";

    static RoomRules from(JsonObject body) throws MalformedAnswerException {
        ClusterSettings settings = AllocationSettings.cluster(body);
        return new RoomRules(
                watermark("low", settings, body),
                watermark("high", settings, body),
                !isFalse(settings, "disk.watermark.enable_for_single_data_node"),
                shardsPerNode(body),
                settings.value("enable").orElse("all").toLowerCase(Locale.ROOT));
    }

    Room with(List<NodeDisk> disks, long openShards) {
        boolean marked = alsoSingle || disks.size() > 1;
        return new Room(
                disks,
                marked ? low : new Watermark.None(),
                marked ? high : new Watermark.None(),
                shardsPerNode,
                openShards,
                allocation);
    }

    private static Watermark watermark(String name, ClusterSettings settings, JsonObject body)
            throws MalformedAnswerException {
        if (isFalse(settings, "disk.threshold_enabled")) {
            return new Watermark.None();
        }
        String key = WATERMARK + name;
        Optional<String> text = settings.value(key);
        if (text.isEmpty()) {
            throw new MalformedAnswerException(
                    "the disk watermarks are missing"); // they have defaults in every version
        }
        return Watermarks.parse(text.get(), headroom(key, settings, body));
    }

    /** The default of the headroom is meant for the default of the watermark, and may be told beside another one. */
    private static Optional<String> headroom(String key, ClusterSettings settings, JsonObject body)
            throws MalformedAnswerException {
        JsonObject defaults = body.object("defaults");
        String flat = ClusterSettings.PREFIX + key;
        return defaults.has(flat + HEADROOM) && !defaults.has(flat) ? Optional.empty() : settings.value(key + HEADROOM);
    }

    private static boolean isFalse(ClusterSettings settings, String key) {
        return settings.value(key).filter("false"::equals).isPresent();
    }

    private static long shardsPerNode(JsonObject body) throws MalformedAnswerException {
        for (String section : List.of("transient", "persistent")) {
            if (body.object(section).has(SHARDS_PER_NODE)) {
                return body.object(section).intNumber(SHARDS_PER_NODE);
            }
        }
        return body.object("defaults").intNumber(SHARDS_PER_NODE);
    }
}
