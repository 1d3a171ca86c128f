package dev.shardwright.elasticsearch;

/** Answers of a real Elasticsearch, shortened. */
final class Answers {
    static final String HEALTH = "{\"cluster_name\":\"search\",\"status\":\"yellow\",\"timed_out\":false,"
            + "\"number_of_nodes\":5,\"number_of_data_nodes\":2,\"active_primary_shards\":7,\"active_shards\":11,"
            + "\"relocating_shards\":1,\"initializing_shards\":2,\"unassigned_shards\":3,"
            + "\"delayed_unassigned_shards\":1,\"number_of_pending_tasks\":4,\"number_of_in_flight_fetch\":0,"
            + "\"active_shards_percent_as_number\":50.0}";

    static final String VIEW = "{\"cluster_name\":\"search\",\"master_node\":\"n1\",\"nodes\":{"
            + "\"n1\":{\"name\":\"search-master-0\",\"ephemeral_id\":\"e1\",\"roles\":[\"master\"]},"
            + "\"n2\":{\"name\":\"search-data-0\",\"ephemeral_id\":\"e2\",\"roles\":[\"ingest\",\"data\"]}},"
            + "\"metadata\":{\"cluster_uuid\":\"h7bGq4kzQ3uXw1dZb0aBcD\",\"cluster_uuid_committed\":true,"
            + "\"cluster_coordination\":{\"term\":3,\"last_committed_config\":[\"n1\"],"
            + "\"last_accepted_config\":[\"n1\"],"
            + "\"voting_config_exclusions\":[{\"node_id\":\"n3\",\"node_name\":\"search-master-1\"}]}}}";

    static final String VERSIONS = "{\"nodes\":{\"n1\":{\"name\":\"search-master-0\",\"version\":\"8.19.21\"},"
            + "\"n2\":{\"name\":\"search-data-0\",\"version\":\"7.17.29\"}}}";

    private Answers() {}
}
