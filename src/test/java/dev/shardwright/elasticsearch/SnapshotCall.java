package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A call, under a name.
 *
 * @param sent   the request that it makes: method, path and body
 * @param answer one that it understands
 * @param slow   whether it has 30 seconds
 */
record SnapshotCall(String name, Function<SnapshotApi, Reply<?>> asked, String sent, String answer, boolean slow) {
    private static final String METADATA = "/_cluster/state/metadata";

    static final NewSnapshot NEW = new NewSnapshot(
            List.of("logs-1", "idx"), true, false, false, List.of("security"), Map.of("by", "me", "a", "\"b\""));

    static Stream<SnapshotCall> all() {
        return Stream.of(
                quick("identity", SnapshotApi::identity, "GET / ", SnapshotAnswers.IDENTITY_7_10),
                slow(
                        "put repository",
                        api -> api.putRepository("my repo", "s3", Map.of("client", "c", "bucket", "b")),
                        "PUT /_snapshot/my%20repo?verify=false&master_timeout=20s&timeout=20s"
                                + " {\"type\":\"s3\",\"settings\":{\"bucket\":\"b\",\"client\":\"c\"}}",
                        SnapshotAnswers.ACKNOWLEDGED),
                quick(
                        "repository",
                        api -> api.repository("r/1"),
                        "GET /_snapshot/r%2F1?master_timeout=3s ",
                        SnapshotAnswers.REPOSITORY_7_10),
                quick(
                        "delete repository",
                        api -> api.deleteRepository("r"),
                        "DELETE /_snapshot/r?master_timeout=3s&timeout=3s ",
                        SnapshotAnswers.ACKNOWLEDGED),
                slow(
                        "verify",
                        api -> api.verifyRepository("r"),
                        "POST /_snapshot/r/_verify?master_timeout=20s&timeout=20s ",
                        SnapshotAnswers.VERIFIED),
                slow(
                        "start",
                        api -> api.startSnapshot("r", "s#1", NEW),
                        "PUT /_snapshot/r/s%231?wait_for_completion=false&master_timeout=20s"
                                + " {\"indices\":[\"logs-1\",\"idx\"],\"ignore_unavailable\":true,\"partial\":false,"
                                + "\"include_global_state\":false,\"feature_states\":[\"security\"],"
                                + "\"metadata\":{\"a\":\"\\\"b\\\"\",\"by\":\"me\"}}",
                        "{\"accepted\":true}"),
                quick(
                        "snapshot",
                        api -> api.snapshot("r", "nightly-1"),
                        "GET /_snapshot/r/nightly-1?master_timeout=3s ",
                        SnapshotAnswers.PARTIAL_8_19),
                quick(
                        "snapshots",
                        api -> api.snapshots("r"),
                        "GET /_snapshot/r/_all?master_timeout=3s ",
                        SnapshotAnswers.PARTIAL_8_19),
                quick(
                        "progress",
                        api -> api.progress("r", "nightly-1"),
                        "GET /_snapshot/r/nightly-1/_status?master_timeout=3s&filter_path=snapshots.snapshot,"
                                + "snapshots.uuid,snapshots.state,snapshots.shards_stats,snapshots.stats ",
                        SnapshotAnswers.STATUS),
                slow(
                        "delete",
                        api -> api.deleteSnapshot("r", "s"),
                        "DELETE /_snapshot/r/s?master_timeout=20s ",
                        SnapshotAnswers.ACKNOWLEDGED),
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
                        SnapshotApi::dataStreams,
                        "GET " + METADATA + "?master_timeout=3s&filter_path=metadata.cluster_uuid,"
                                + "metadata.data_stream.data_stream.*.indices ",
                        SnapshotAnswers.DATA_STREAMS),
                slow("refresh", api -> api.refresh(".ds-a b"), "POST /.ds-a%20b/_refresh ", SnapshotAnswers.REFRESHED),
                slow("count", api -> api.count("a"), "GET /a/_count ", SnapshotAnswers.COUNTED));
    }

    static SnapshotCall of(String name) {
        return all().filter(call -> call.name.equals(name)).findFirst().orElseThrow();
    }

    private static SnapshotCall quick(String name, Function<SnapshotApi, Reply<?>> asked, String sent, String answer) {
        return new SnapshotCall(name, asked, sent, answer, false);
    }

    private static SnapshotCall slow(String name, Function<SnapshotApi, Reply<?>> asked, String sent, String answer) {
        return new SnapshotCall(name, asked, sent, answer, true);
    }

    @Override
    public String toString() {
        return name;
    }
}
