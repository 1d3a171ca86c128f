package dev.shardwright.elasticsearch;

import static dev.shardwright.elasticsearch.DataCall.quick;
import static dev.shardwright.elasticsearch.DataCall.slow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls about indices. */
final class IndexCalls {
    private static final String METADATA = "/_cluster/state/metadata";
    private static final String ONE = "?master_timeout=20s&timeout=20s&expand_wildcards=none";

    private IndexCalls() {}

    static Stream<DataCall> all() {
        return Stream.concat(questions(), changes());
    }

    private static Stream<DataCall> questions() {
        return Stream.of(
                quick(
                        "indices",
                        api -> api.indices(List.of("logs-*", "-logs-ä", "x/y")),
                        "GET " + METADATA + "/logs-*,-logs-%C3%A4,x%2Fy?master_timeout=3s&flat_settings=true"
                                + "&expand_wildcards=all&ignore_unavailable=false&allow_no_indices=true"
                                + "&filter_path=metadata.cluster_uuid,metadata.indices.*.state,"
                                + "metadata.indices.*.system,metadata.indices.*.aliases,metadata.indices.*.settings ",
                        SnapshotAnswers.INDICES_8_19),
                quick(
                        "data streams",
                        DataApi::dataStreams,
                        "GET " + METADATA + "?master_timeout=3s&filter_path=metadata.cluster_uuid,"
                                + "metadata.data_stream.data_stream.*.indices ",
                        SnapshotAnswers.DATA_STREAMS),
                quick("aliases", DataApi::aliases, "GET /_alias?expand_wildcards=all ", IndexAnswers.ALIASES),
                slow("refresh", api -> api.refresh(".ds-a b"), "POST /.ds-a%20b/_refresh ", SnapshotAnswers.REFRESHED),
                slow("count", api -> api.count("a"), "GET /a/_count ", SnapshotAnswers.COUNTED),
                slow(
                        "recoveries",
                        api -> api.recoveries(List.of("a", ".ds-b ä", "a")),
                        "GET /a,.ds-b%20%C3%A4/_recovery ",
                        IndexAnswers.RECOVERIES_8_19),
                quick(
                        "shard states",
                        api -> api.shardStates(List.of("two", "one", "two")),
                        "GET /_cluster/state/routing_table/two,one?master_timeout=3s&expand_wildcards=all"
                                + "&ignore_unavailable=false&filter_path=routing_table ",
                        IndexAnswers.ROUTING),
                new DataCall(
                        "room",
                        DataApi::room,
                        List.of(
                                "GET /_cluster/settings?master_timeout=3s&include_defaults=true&flat_settings=true"
                                        + "&filter_path=persistent,transient,"
                                        + "defaults.cluster%5C.routing%5C.allocation%5C.*,"
                                        + "defaults.cluster%5C.max_shards_per_node ",
                                "GET /_nodes/stats/fs?timeout=3s&filter_path=_nodes,nodes.*.name,nodes.*.roles,"
                                        + "nodes.*.fs.total ",
                                "GET /_cluster/health?master_timeout=3s&timeout=3s&expand_wildcards=open,hidden "),
                        IndexAnswers.ROOM_8_19,
                        false),
                new DataCall(
                        "sample",
                        api -> api.sample("a", 3),
                        List.of(
                                "POST /a/_search?allow_partial_search_results=false {\"size\":3,\"_source\":false,"
                                        + "\"track_total_hits\":false,\"query\":{\"function_score\":{\"query\":"
                                        + "{\"match_all\":{}},\"random_score\":{\"seed\":42,\"field\":\"_seq_no\"},"
                                        + "\"boost_mode\":\"replace\"}}}",
                                "POST /a/_mget {\"docs\":[{\"_id\":\"1\",\"routing\":\"x\"},{\"_id\":\"2\"},"
                                        + "{\"_id\":\"3\"}]}"),
                        IndexAnswers.SAMPLE,
                        true),
                slow(
                        "documents",
                        api -> api.documents("a", IndexAnswers.KEYS),
                        "POST /a/_mget {\"docs\":[{\"_id\":\"1\",\"routing\":\"x\"},{\"_id\":\"2\"},{\"_id\":\"3\"}]}",
                        IndexAnswers.SAMPLE));
    }

    private static Stream<DataCall> changes() {
        return Stream.of(
                slow(
                        "change aliases",
                        api -> api.changeAliases(List.of(
                                new AliasAction.Add("x", "a", true),
                                new AliasAction.Add("y", "a", false),
                                new AliasAction.Remove("x", "b"))),
                        "POST /_aliases?master_timeout=20s&timeout=20s {\"actions\":["
                                + "{\"add\":{\"index\":\"a\",\"alias\":\"x\",\"is_write_index\":true}},"
                                + "{\"add\":{\"index\":\"a\",\"alias\":\"y\"}},"
                                + "{\"remove\":{\"index\":\"b\",\"alias\":\"x\"}}]}",
                        "{\"acknowledged\":true,\"errors\":false}"),
                slow(
                        "put settings",
                        api -> api.putSettings(
                                "a b",
                                Map.of(
                                        "index.refresh_interval",
                                        Optional.empty(),
                                        "index.number_of_replicas",
                                        Optional.of("1"))),
                        "PUT /a%20b/_settings" + ONE
                                + " {\"index.number_of_replicas\":\"1\",\"index.refresh_interval\":null}",
                        SnapshotAnswers.ACKNOWLEDGED),
                slow(
                        "allow writes",
                        api -> api.allowWrites("a"),
                        "PUT /a/_settings" + ONE + " {\"index.blocks.write\":null}",
                        SnapshotAnswers.ACKNOWLEDGED),
                slow(
                        "close",
                        api -> api.close("a"),
                        "POST /a/_close" + ONE + "&wait_for_active_shards=0 ",
                        "{\"acknowledged\":true,\"shards_acknowledged\":true,\"indices\":{\"a\":{\"closed\":true}}}"),
                slow(
                        "open",
                        api -> api.open("a"),
                        "POST /a/_open" + ONE + "&wait_for_active_shards=0 ",
                        "{\"acknowledged\":true,\"shards_acknowledged\":true}"),
                slow(
                        "delete index",
                        api -> api.deleteIndex("a/b"),
                        "DELETE /a%2Fb" + ONE + " ",
                        SnapshotAnswers.ACKNOWLEDGED),
                slow(
                        "delete data stream",
                        api -> api.deleteDataStream("logs"),
                        "DELETE /_data_stream/logs ",
                        SnapshotAnswers.ACKNOWLEDGED),
                slow(
                        "block writes",
                        api -> api.blockWrites("a"),
                        "PUT /a/_block/write" + ONE + " ",
                        IndexAnswers.BLOCKED));
    }
}
