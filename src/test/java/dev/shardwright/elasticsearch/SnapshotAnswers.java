package dev.shardwright.elasticsearch;

/** Answers of several servers about snapshots, shortened. */
final class SnapshotAnswers {
    static final String ACKNOWLEDGED = "{\"acknowledged\":true}";

    /** Amazon's. */
    static final String IDENTITY_7_10 = """
            {"name":"c1a","cluster_name":"4242:search","cluster_uuid":"uB_9xQ","version":{"number":"7.10.2",
            "build_flavor":"oss","build_type":"tar","lucene_version":"8.7.0"},"tagline":"You Know, for Search"}""";

    static final String IDENTITY_8_19 = """
            {"name":"a1","cluster_name":"lab","cluster_uuid":"_na_","version":{"number":"8.19.21",
            "build_flavor":"default","build_type":"docker"},"tagline":"You Know, for Search"}""";

    static final String IDENTITY_OPENSEARCH = """
            {"name":"o1","cluster_name":"os","cluster_uuid":"k3ozFkIASrq","version":{"distribution":"opensearch",
            "number":"3.6.0","build_type":"tar"},"tagline":"The OpenSearch Project: https://opensearch.org/"}""";

    static final String REPOSITORY_7_10 =
            "{\"r/1\":{\"type\":\"s3\",\"settings\":{\"bucket\":\"b\",\"base_path\":\"\",\"client\":\"c\"}}}";

    static final String REPOSITORY_8_19 =
            "{\"r\":{\"type\":\"fs\",\"uuid\":\"0JLknrXbSUiVPuLakHjBrQ\",\"settings\":{\"location\":\"/snap\"}}}";

    static final String VERIFIED = "{\"nodes\":{\"W7bNoHEnTAm\":{\"name\":\"a2\"},\"vcePIDiyS0u\":{\"name\":\"a1\"}}}";

    /** 7.10: an end of 0 stands for none. */
    static final String RUNNING_7_10 = """
            {"snapshots":[{"snapshot":"nightly-1","uuid":"u1","version_id":7100299,"version":"7.10.2",
            "indices":["a"],"data_streams":[],"include_global_state":true,"state":"IN_PROGRESS",
            "start_time":"2026-11-22T05:46:41.588Z","start_time_in_millis":1795326401588,
            "end_time":"1970-01-01T00:00:00.000Z","end_time_in_millis":0,"duration_in_millis":-1795326401588,
            "failures":[],"shards":{"total":0,"failed":0,"successful":0}}]}""";

    static final String PARTIAL_8_19 = """
            {"snapshots":[{"snapshot":"nightly-1","uuid":"u1","repository":"r","version_id":8537000,
            "version":"8.19.21","indices":[".ds-logs-1","a"],"data_streams":["logs"],"include_global_state":false,
            "metadata":{"shardwright.dev/uid":"x-y","n":17,"deep":{"a":"b"}},"state":"PARTIAL",
            "start_time":"2026-11-22T05:46:41.588Z","start_time_in_millis":1795326401588,
            "end_time":"2026-11-22T05:46:42.588Z","end_time_in_millis":1795326402588,"duration_in_millis":1000,
            "failures":[{"index":"a","index_uuid":"a","shard_id":1,"reason":"node\\nshutdown","node_id":"W7bNoHEnTAm",
            "status":"INTERNAL_SERVER_ERROR"},{"index":"a","index_uuid":"a","shard_id":2,"reason":"",
            "status":"INTERNAL_SERVER_ERROR"}],"shards":{"total":3,"failed":2,"successful":1},
            "feature_states":[{"feature_name":"security","indices":[".security-7"]}]}],"total":1,"remaining":0}""";

    static final String FAILED_OPENSEARCH = """
            {"snapshots":[{"snapshot":"nightly-1","uuid":"u1","version_id":137297827,"version":"3.6.0",
            "remote_store_index_shallow_copy":false,"indices":["a"],"data_streams":[],"include_global_state":false,
            "state":"FAILED","reason":"Snapshot was aborted by deletion","start_time_in_millis":1795326401588,
            "end_time_in_millis":1795326402588,"failures":[],"pinned_timestamp":0,
            "shards":{"total":3,"failed":3,"successful":0}}]}""";

    static final String STATUS = """
            {"snapshots":[{"snapshot":"nightly-1","uuid":"u1","state":"STARTED","shards_stats":{"initializing":1,
            "started":2,"finalizing":3,"done":4,"failed":5,"total":15},"stats":{"incremental":{"file_count":9,
            "size_in_bytes":9000000000},"processed":{"file_count":3,"size_in_bytes":3000000000},
            "total":{"file_count":20,"size_in_bytes":20000000000},"start_time_in_millis":1795326401588,
            "time_in_millis":500}}]}""";

    static final String INDICES_8_19 = """
            {"metadata":{"cluster_uuid":"k3ozFkIASrq","indices":{
            ".kib.1":{"state":"open","system":true,"aliases":[".kib"],"settings":{"index.hidden":"true",
            "index.number_of_replicas":"0","index.number_of_shards":"1","index.uuid":"u1",
            "index.version.created":"8537000","index.query.default_field":["a","b"],
            "index.routing.allocation.include._tier_preference":"data_content"}},
            "old":{"state":"close","system":false,"settings":{"index.number_of_replicas":"1",
            "index.number_of_shards":"5","index.uuid":"u2","index.version.created":"7172999"}}}}}""";

    /** Amazon's, without a word about the features of the server. */
    static final String INDICES_7_10 = """
            {"metadata":{"cluster_uuid":"uB_9xQ","indices":{"a":{"state":"open","aliases":["x","y"],
            "settings":{"index.number_of_replicas":"1","index.number_of_shards":"5","index.uuid":"u3",
            "index.version.created":"7100299"}}}}}""";

    static final String INDICES_OPENSEARCH =
            INDICES_7_10.replace("\"state\"", "\"system\":false,\"state\"").replace("7100299", "137297827");

    static final String NO_INDICES = "{\"metadata\":{\"cluster_uuid\":\"uB_9xQ\"}}";

    static final String DATA_STREAMS = """
            {"metadata":{"cluster_uuid":"k3ozFkIASrq","data_stream":{"data_stream":{"logs":{"indices":[
            {"index_name":".ds-logs-1","index_uuid":"u8"},{"index_name":".ds-logs-2","index_uuid":"u9"}]}}}}}""";

    static final String REFRESHED = "{\"_shards\":{\"total\":2,\"successful\":1,\"failed\":0}}";

    static final String COUNTED =
            "{\"count\":9000000000,\"_shards\":{\"total\":5,\"successful\":5,\"skipped\":0,\"failed\":0}}";

    private SnapshotAnswers() {}
}
