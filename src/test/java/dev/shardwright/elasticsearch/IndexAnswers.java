package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Optional;

/** Answers of several servers about indices, shortened. */
final class IndexAnswers {
    /** An index without aliases is told, too. */
    static final String ALIASES = """
            {"a":{"aliases":{"x":{"is_write_index":true},"y":{"filter":{"match_all":{}}}}},
            "b":{"aliases":{"x":{"is_write_index":false}}},".c":{"aliases":{}}}""";

    static final String RECOVERIES_8_19 = """
            {"a":{"shards":[{"id":1,"type":"SNAPSHOT","stage":"INDEX","primary":true,
            "start_time_in_millis":1795326401588,"total_time_in_millis":500,
            "source":{"repository":"r","snapshot":"s","version":"8.19.21","index":"old","restoreUUID":"u5"},
            "target":{"id":"W7bNoHEnTAm","name":"a2"},
            "index":{"size":{"total_in_bytes":9000000000,"reused_in_bytes":1000000000,"recovered_in_bytes":3000000000,
            "recovered_from_snapshot_in_bytes":0,"percent":"37.5%"},
            "files":{"total":30,"reused":10,"recovered":5,"percent":"25.0%"},"total_time_in_millis":500},
            "translog":{"recovered":0,"total":0},"verify_index":{"total_time_in_millis":0}}]},
            ".ds-b ä":{"shards":[{"id":0,"type":"PEER","stage":"DONE","primary":false,
            "start_time_in_millis":1795326401588,"stop_time_in_millis":1795326402588,"total_time_in_millis":1000,
            "source":{"id":"vcePIDiyS0u","name":"a1"},"target":{"id":"W7bNoHEnTAm","name":"a2"},
            "index":{"size":{"total_in_bytes":0,"reused_in_bytes":0,"recovered_in_bytes":0,"percent":"0.0%"},
            "files":{"total":0,"reused":0,"recovered":0,"percent":"0.0%"},"total_time_in_millis":0}}]}}""";

    /** A restored index that no node may hold, a copy that failed, and an index that is well. */
    static final String ROUTING = """
            {"routing_table":{"indices":{
            "one":{"shards":{"0":[{"state":"STARTED","primary":false,"node":"W7bNoHEnTAm","relocating_node":null,
            "shard":0,"index":"one","allocation_id":{"id":"uE3JDBhf"}},
            {"state":"RELOCATING","primary":true,"node":"vcePIDiyS0u","relocating_node":"W7bNoHEnTAm","shard":0,
            "index":"one","allocation_id":{"id":"J3KlM0Tm"}}]}},
            "two":{"shards":{"1":[{"state":"INITIALIZING","primary":true,"node":"W7bNoHEnTAm","relocating_node":null,
            "shard":1,"index":"two","recovery_source":{"type":"SNAPSHOT","repository":"r","snapshot":"s","index":"two"},
            "unassigned_info":{"reason":"ALLOCATION_FAILED","at":"2026-11-22T05:46:41.588Z","failed_attempts":4,
            "failed_nodes":["W7bNoHEnTAm"],"delayed":false,
            "details":"failed shard on node [W7bNoHEnTAm]: failed recovery,\\nnested: NoSuchFileException[/snap/x]",
            "allocation_status":"deciders_no"}}],
            "0":[{"state":"UNASSIGNED","primary":true,"node":null,"relocating_node":null,"shard":0,"index":"two",
            "recovery_source":{"type":"SNAPSHOT","repository":"r","snapshot":"s","index":"two"},
            "unassigned_info":{"reason":"NEW_INDEX_RESTORED","at":"2026-11-22T05:46:41.588Z","delayed":false,
            "details":"restore_source[r/s]","allocation_status":"no_attempt"}},
            {"state":"UNASSIGNED","primary":false,"node":null,"relocating_node":null,"shard":0,"index":"two",
            "recovery_source":{"type":"PEER"},"unassigned_info":{"reason":"NEW_INDEX_RESTORED",
            "at":"2026-11-22T05:46:41.588Z","delayed":false,"allocation_status":"no_attempt"}}]}}}}}""";

    private static final String NODES = """
            "_nodes":{"total":3,"successful":3,"failed":0},"nodes":{
            "vcePIDiyS0u":{"name":"a1","roles":["data_hot","data_frozen"],"fs":{"total":{"total_in_bytes":1000,
            "free_in_bytes":700,"available_in_bytes":600}}},
            "W7bNoHEnTAm":{"name":"a2","roles":["master"],"fs":{"total":{"total_in_bytes":1,"available_in_bytes":1}}},
            "x7bNoHEnTAm":{"name":"a4","roles":["data_frozen"]},
            "7fgxNn25SpG":{"name":"a3","roles":["data"],"fs":{"total":{"total_in_bytes":2000,
            "available_in_bytes":100}}}}""";

    private static final String HEALTH = """
            "cluster_name":"lab","status":"yellow","timed_out":false,"number_of_nodes":3,"number_of_data_nodes":2,
            "active_primary_shards":7,"active_shards":11,"relocating_shards":1,"initializing_shards":2,
            "unassigned_shards":3,"delayed_unassigned_shards":0,"number_of_pending_tasks":0""";

    /** The answers to all of its questions in one. */
    static final String ROOM_8_19 = """
            {"persistent":{"cluster.max_shards_per_node":"50"},"transient":{},
            "defaults":{"cluster.max_shards_per_node":"1000","cluster.routing.allocation.enable":"all",
            "cluster.routing.allocation.disk.threshold_enabled":"true",
            "cluster.routing.allocation.disk.watermark.enable_for_single_data_node":"true",
            "cluster.routing.allocation.disk.watermark.low":"85%",
            "cluster.routing.allocation.disk.watermark.low.max_headroom":"200GB",
            "cluster.routing.allocation.disk.watermark.high":"90%",
            "cluster.routing.allocation.disk.watermark.high.max_headroom":"150GB"},
            """ + NODES + "," + HEALTH + "}";

    /** Amazon's, and OpenSearch's: they know no headroom. One data node is as full as it likes. */
    static final String ROOM_7_10 = """
            {"persistent":{},"transient":{"cluster.routing.allocation.enable":"NEW_PRIMARIES"},
            "defaults":{"cluster.max_shards_per_node":"1000","cluster.routing.allocation.enable":"all",
            "cluster.routing.allocation.disk.watermark.enable_for_single_data_node":"false",
            "cluster.routing.allocation.disk.watermark.low":"0.5",
            "cluster.routing.allocation.disk.watermark.high":"1.5kb"},
            """ + NODES + "," + HEALTH + "}";

    static final List<DocumentKey> KEYS = List.of(
            new DocumentKey("1", Optional.of("x")),
            new DocumentKey("2", Optional.empty()),
            new DocumentKey("3", Optional.empty()));

    /** A search, and the documents that it found: one is gone, one has no source. */
    static final String SAMPLE = """
            {"took":1,"timed_out":false,"_shards":{"total":2,"successful":2,"skipped":0,"failed":0},
            "hits":{"max_score":0.9,"hits":[{"_index":"a","_type":"_doc","_id":"1","_score":0.9,"_routing":"x"},
            {"_index":"a","_id":"2","_score":0.5},{"_index":"a","_id":"3","_score":0.25}]},
            "docs":[{"_index":"a","_type":"_doc","_id":"1","_version":3,"_seq_no":9000000000,"_primary_term":2,
            "_routing":"x","found":true,"_source":{"b":[1,2.50,{"d":null,"c":true}],"a":"\\u00e4\\"\\n"}},
            {"_index":"a","_id":"2","found":false},
            {"_index":"a","_id":"3","_version":1,"_seq_no":0,"_primary_term":1,"found":true}]}""";

    static final String BLOCKED =
            "{\"acknowledged\":true,\"shards_acknowledged\":true," + "\"indices\":[{\"name\":\"a\",\"blocked\":true}]}";

    /** Nothing was to be done. */
    static final String BLOCKED_BEFORE = "{\"acknowledged\":true,\"shards_acknowledged\":false,\"indices\":[]}";

    private IndexAnswers() {}
}
