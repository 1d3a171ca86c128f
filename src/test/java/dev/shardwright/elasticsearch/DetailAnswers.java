package dev.shardwright.elasticsearch;

/** Answers of real servers to the questions of a change, shortened. */
final class DetailAnswers {
    private static final String MEMBERS = """
            "cluster_name":"lab","master_node":"vcePIDiyS0u","nodes":{
            "W7bNoHEnTAm":{"name":"a2","ephemeral_id":"6sJP","roles":["data","ingest"]},
            "vcePIDiyS0u":{"name":"a1","ephemeral_id":"f3yT","roles":["data","master"]}},
            "metadata":{"cluster_uuid":"k3ozFkIASrq","cluster_uuid_committed":true,"cluster_coordination":{
            "term":2,"last_committed_config":["vcePIDiyS0u"],"voting_config_exclusions":[]}}""";

    /** 8.19: one copy moves, one is unassigned. */
    static final String STATE = "{" + MEMBERS + """
            ,"routing_table":{"indices":{
            "two":{"shards":{"0":[{"state":"UNASSIGNED","primary":true,"node":null,"relocating_node":null,"shard":0,
            "index":"two","recovery_source":{"type":"EMPTY_STORE"},"unassigned_info":{"reason":"INDEX_CREATED",
            "at":"2026-11-22T05:46:41.588Z","delayed":false,"allocation_status":"no_attempt"}}]}},
            "one":{"shards":{"0":[{"state":"STARTED","primary":false,"node":"W7bNoHEnTAm","relocating_node":null,
            "shard":0,"index":"one","allocation_id":{"id":"uE3JDBhf"},"relocation_failure_info":{"failed_attempts":0}},
            {"state":"RELOCATING","primary":true,"node":"vcePIDiyS0u","relocating_node":"W7bNoHEnTAm","shard":0,
            "index":"one","allocation_id":{"id":"J3KlM0Tm","relocation_id":"J4kmLbCD"}}]}}}}}""";

    /** 7.17 and 8.19: a cluster without an index. */
    static final String STATE_WITHOUT_SHARDS = "{" + MEMBERS + ",\"routing_table\":{\"indices\":{}}}";

    /** 7.17 when its filter reaches into the routing table. */
    static final String STATE_WITHOUT_ROUTING = "{" + MEMBERS + "}";

    static final String SETTINGS = """
            {"persistent":{"cluster.routing.allocation.exclude._name":"joe",
            "cluster.routing.allocation.exclude.shardwright_node":"a2,zz","indices.recovery.max_bytes_per_sec":"40kb",
            "cluster.routing.allocation.enable":"primaries"},
            "transient":{"cluster.routing.allocation.awareness.attributes":["x","y"],
            "cluster.routing.allocation.enable":"none"},
            "defaults":{"cluster.routing.allocation.enable":"all","cluster.routing.allocation.allow_rebalance":"always",
            "cluster.routing.allocation.require._tier":"","cluster.routing.allocation.disk.watermark.low":"85%"}}""";

    static final String INDICES = """
            {"two":{"settings":{"index.auto_expand_replicas":"0-1","index.number_of_replicas":"0",
            "index.routing.allocation.include._tier_preference":"data_hot","index.routing.allocation.require.box":"x",
            "index.version.created":"8537000"}},
            "one":{"settings":{"index.number_of_replicas":"1","index.auto_expand_replicas":"false",
            "index.version.created":"7172999"}}}""";

    static final String DISKS = """
            {"nodes":{"vcePIDiyS0u":{"name":"a1","roles":["data_hot","master"],"fs":{"total":
            {"total_in_bytes":270553174016,"free_in_bytes":242522329088,"available_in_bytes":69762449408}}},
            "W7bNoHEnTAm":{"name":"a2","roles":["master"],"fs":{"total":{"total_in_bytes":1,"available_in_bytes":1}}},
            "7fgxNn25SpG":{"name":"a3","roles":["data"]}}}""";

    static final String SHARD_SIZES = """
            [{"index":"big","shard":"0","prirep":"p","state":"RELOCATING",
            "node":"a1 -> 10.244.2.4 W7bNoHEnTAmE3U_HZn_Wtw a2","store":"2544292"},
            {"index":"one","shard":"11","prirep":"r","state":"STARTED","node":"a2","store":"227"},
            {"index":"one","shard":"1","prirep":"r","state":"INITIALIZING","node":"a2","store":null},
            {"index":"two","shard":"0","prirep":"p","state":"UNASSIGNED","node":null,"store":null}]""";

    static final String SHUTDOWNS = """
            {"nodes":[{"node_id":"vcePIDiyS0u","type":"RESTART","reason":"by hand","allocation_delay":"10m",
            "shutdown_startedmillis":1624406108685,"status":"IN_PROGRESS","shard_migration":{"status":"COMPLETE"},
            "persistent_tasks":{"status":"COMPLETE"},"plugins":{"status":"COMPLETE"}}]}""";

    /** What a server without the API makes of the question: information on nodes called "shutdown". */
    static final String NO_SUCH_NODES =
            "{\"_nodes\":{\"total\":0,\"successful\":0,\"failed\":0},\"cluster_name\":\"lab\",\"nodes\":{}}";

    static final String WRONG_METHOD = "{\"error\":\"Incorrect HTTP method for uri [/_nodes/abc/shutdown] and method"
            + " [PUT], allowed: [GET]\",\"status\":405}";

    static final String NO_HANDLER =
            "{\"error\":\"no handler found for uri [/_nodes/shutdown] and method [GET]\",\"status\":400}";

    static final String CERTIFICATES = """
            [{"path":"http-certs/tls.crt","format":"PEM","alias":null,"subject_dn":"CN=lab","serial_number":"ab01",
            "has_private_key":true,"expiry":"2026-12-22T05:40:08.000Z","issuer":"CN=lab"},
            {"path":"ca.crt","format":"PEM","serial_number":"00FF","has_private_key":false}]""";

    static final String ACKNOWLEDGED = "{\"acknowledged\":true,\"persistent\":{},\"transient\":{}}";

    static final String RELOADED = "{\"_nodes\":{\"total\":1,\"successful\":1,\"failed\":0},\"cluster_name\":\"lab\","
            + "\"nodes\":{\"vcePIDiyS0u\":{\"name\":\"a1\"}}}";

    private DetailAnswers() {}

    static String error(String type, String reason, int status) {
        String cause = "{\"type\":\"" + type + "\",\"reason\":\"" + reason + "\"}";
        return "{\"error\":{\"root_cause\":[" + cause + "],\"type\":\"" + type + "\",\"reason\":\"" + reason
                + "\"},\"status\":" + status + "}";
    }
}
