package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers about indices that must not be taken for one. */
class SpoiledIndexAnswersTest extends OneDataServerTest {

    static Stream<Arguments> spoiled() {
        return Stream.of(
                spoil("indices", "\"cluster_uuid\":\"k3ozFkIASrq\",", ""),
                spoil("indices", "\"metadata\":{", "\"other\":{"),
                spoil("indices", "\"state\":\"close\",", ""),
                spoil("indices", "\"close\"", "\"ajar\""),
                spoil("indices", "\"system\":true", "\"system\":\"true\""),
                spoil("indices", "\"aliases\":[", "\"aliases\":[1,"),
                spoil("indices", "\"settings\":{", "\"other\":{"),
                spoil("indices", "\"index.uuid\":\"u2\",", ""),
                spoil("indices", "\"7172999\"", "\"7.17.29\""),
                spoil("indices", "\"index.number_of_shards\":\"5\"", "\"index.number_of_shards\":5"),
                spoil("indices", "\"index.number_of_replicas\":\"1\",", ""),
                spoil("data streams", "\"cluster_uuid\":\"k3ozFkIASrq\",", ""),
                spoil("data streams", "\"indices\":[", "\"other\":["),
                spoil("data streams", "\"index_name\":\".ds-logs-1\",", ""),
                spoil("refresh", "\"failed\":0", "\"failed\":1"),
                spoil("refresh", "\"_shards\"", "\"other\""),
                spoil("count", "\"failed\":0", "\"failed\":1"),
                spoil("count", "\"successful\":5", "\"successful\":4"),
                spoil("count", "\"_shards\"", "\"other\""),
                spoil("count", "9000000000", "\"9\""),
                spoil("count", "9000000000", "-1"),
                spoil("count", "\"count\"", "\"other\""),
                spoil("aliases", "\"aliases\":{\"x\":{\"is_write_index\":true}", "\"other\":{\"x\":{}"),
                spoil("aliases", "\"is_write_index\":true", "\"is_write_index\":\"true\""),
                spoil("aliases", "{\"aliases\":{}}", "[]"),
                spoil("change aliases", "true", "false"),
                spoil("change aliases", "\"errors\":false", "\"errors\":true"),
                spoil("change aliases", "acknowledged", "accepted"),
                spoil("recoveries", "\"shards\":[", "\"other\":["),
                spoil("recoveries", "\"id\":1", "\"id\":\"1\""),
                spoil("recoveries", "\"primary\":true,", ""),
                spoil("recoveries", "\"type\":\"SNAPSHOT\",", ""),
                spoil("recoveries", "\"stage\":\"DONE\",", ""),
                spoil("recoveries", "\"repository\":\"r\",", ""),
                spoil("recoveries", "\"index\":\"old\",", ""),
                spoil("recoveries", "\"source\":{\"repository\"", "\"other\":{\"repository\""),
                spoil("recoveries", "\"files\":{\"total\":30", "\"files\":{\"total\":-1"),
                spoil("recoveries", "\"recovered_in_bytes\":3000000000,", ""),
                spoil("recoveries", "\"stop_time_in_millis\":1795326402588", "\"stop_time_in_millis\":\"now\""),
                spoil("shard states", "\"routing_table\"", "\"other\""),
                spoil("shard states", "\"one\":{", "\"three\":{"),
                spoil("shard states", "\"one\":{\"shards\":{\"0\"", "\"one\":{\"shards\":{\"7\""),
                spoil("shard states", "\"one\":{\"shards\":{", "\"one\":{\"shards\":{},\"other\":{"),
                spoil("shard states", "\"one\":{\"shards\":{", "\"one\":{\"shards\":{\"1\":[],"),
                spoil(
                        "shard states",
                        "\"state\":\"STARTED\",\"primary\":false",
                        "\"state\":\"STARTED\",\"primary\":true"),
                spoil("shard states", "\"RELOCATING\",\"primary\":true", "\"RELOCATING\",\"primary\":false"),
                spoil("shard states", "\"STARTED\"", "\"DREAMING\""),
                spoil("shard states", "\"INITIALIZING\"", "null"),
                spoil("shard states", "\"index\":\"one\",\"allocation_id\"", "\"index\":\"two\",\"allocation_id\""),
                spoil("shard states", "\"unassigned_info\":{\"reason\":\"NEW_INDEX_RESTORED\"", "\"x\":{\"y\":\"z\""),
                spoil("shard states", "\"reason\":\"ALLOCATION_FAILED\",", ""),
                spoil("shard states", "\"failed_attempts\":4", "\"failed_attempts\":-4"),
                spoil("put settings", "true", "false"),
                spoil("allow writes", "true", "false"),
                spoil("close", "\"acknowledged\":true", "\"acknowledged\":false"),
                spoil("close", "\"closed\":true", "\"closed\":false"),
                spoil("close", "\"closed\":true", "\"exception\":{}"),
                spoil("close", "\"indices\":{\"a\"", "\"indices\":{\"b\""),
                spoil("close", "\"indices\"", "\"other\""),
                spoil("open", "\"acknowledged\":true", "\"acknowledged\":false"),
                spoil("delete index", "true", "false"),
                spoil("delete data stream", "true", "false"),
                spoil("block writes", "\"acknowledged\":true", "\"acknowledged\":false"),
                spoil("block writes", "\"shards_acknowledged\":true", "\"shards_acknowledged\":false"),
                spoil("block writes", "\"shards_acknowledged\":true,", ""),
                spoil("block writes", "\"blocked\":true", "\"blocked\":false"),
                spoil("block writes", "\"blocked\":true", "\"failed_shards\":[{\"id\":\"0\"}]"),
                spoil("block writes", "\"name\":\"a\"", "\"name\":\"b\""),
                spoil("block writes", "\"indices\"", "\"other\""),
                spoil("room", "\"failed\":0", "\"failed\":1"),
                spoil("room", "\"successful\":3", "\"successful\":2"),
                spoil("room", "\"_nodes\"", "\"other\""),
                spoil("room", "\"name\":\"a3\",", ""),
                spoil("room", "\"roles\":[\"data\"],", ""),
                spoil(
                        "room",
                        "\"fs\":{\"total\":{\"total_in_bytes\":2000",
                        "\"x\":{\"total\":{\"total_in_bytes\":2000"),
                spoil("room", "\"available_in_bytes\":100}", "\"available_in_bytes\":-1}"),
                spoil("room", "\"transient\":{},", ""),
                spoil("room", "\"cluster.routing.allocation.enable\":\"all\",", ""),
                spoil("room", "\"cluster.routing.allocation.disk.watermark.low\":\"85%\",", ""),
                spoil("room", "\"85%\"", "\"185%\""),
                spoil("room", "\"85%\"", "\"85 percent\""),
                spoil("room", "\"200GB\"", "\"much\""),
                spoil("room", "{\"cluster.max_shards_per_node\":\"50\"}", "{\"cluster.max_shards_per_node\":50}"),
                spoil("room", "\"timed_out\":false", "\"timed_out\":true"),
                spoil("room", "\"unassigned_shards\":3,", ""),
                spoil("sample", "\"timed_out\":false", "\"timed_out\":true"),
                spoil("sample", "\"failed\":0", "\"failed\":1"),
                spoil("sample", "\"successful\":2", "\"successful\":1"),
                spoil("sample", "\"hits\":{", "\"other\":{"),
                spoil(
                        "sample",
                        "{\"_index\":\"a\",\"_id\":\"2\",\"_score\"",
                        "{\"_index\":\"b\",\"_id\":\"2\",\"_score\""),
                spoil("sample", "\"_id\":\"2\",\"_score\"", "\"_score\""),
                spoil("sample", "\"_routing\":\"x\"}", "\"_routing\":7}"),
                spoil("documents", "\"docs\"", "\"other\""),
                spoil("documents", "{\"_index\":\"a\",\"_id\":\"2\",\"found\":false},", ""),
                spoil("documents", "\"_id\":\"2\",\"found\"", "\"_id\":\"4\",\"found\""),
                spoil(
                        "documents",
                        "{\"_index\":\"a\",\"_id\":\"2\",\"found\"",
                        "{\"_index\":\"b\",\"_id\":\"2\",\"found\""),
                spoil("documents", "\"found\":false", "\"error\":{\"type\":\"x\"},\"found\":false"),
                spoil("documents", "\"found\":false", "\"other\":false"),
                spoil("documents", "\"_seq_no\":9000000000,", ""),
                spoil("documents", "\"_primary_term\":2,", ""));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("spoiled")
    void aSpoiledAnswerIsNone(DataCall call, String part, String instead) {
        assertThat(call.answer()).contains(part);
        server.answers(200, call.answer().replace(part, instead));
        assertThat(failure(call.asked().apply(api)).problem()).isEqualTo(Problem.MALFORMED);
    }

    private static Arguments spoil(String call, String part, String instead) {
        return Arguments.of(DataCall.of(call), part, instead);
    }
}
