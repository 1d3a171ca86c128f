package dev.shardwright.elasticsearch;

import static dev.shardwright.elasticsearch.DataCall.quick;
import static dev.shardwright.elasticsearch.DataCall.slow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls about repositories and snapshots. */
final class SnapshotCalls {
    static final NewSnapshot NEW = new NewSnapshot(
            List.of("logs-1", "idx"), true, false, false, List.of("security"), Map.of("by", "me", "a", "\"b\""));

    static final NewRestore RESTORE = new NewRestore(
            List.of("idx", ".ds-logs-1"),
            Optional.of(new NewRestore.Renaming("(.+)", "new-$1")),
            true,
            false,
            List.of("security"),
            Map.of("refresh_interval", "-1", "index.number_of_replicas", 0),
            List.of("index.routing.allocation.require.box"));

    private SnapshotCalls() {}

    static Stream<DataCall> all() {
        return Stream.of(
                quick("identity", DataApi::identity, "GET / ", SnapshotAnswers.IDENTITY_7_10),
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
                slow(
                        "restore",
                        api -> api.startRestore("r", "s#1", RESTORE),
                        "POST /_snapshot/r/s%231/_restore?wait_for_completion=false&master_timeout=20s"
                                + " {\"indices\":[\"idx\",\".ds-logs-1\"],\"rename_pattern\":\"(.+)\","
                                + "\"rename_replacement\":\"new-$1\",\"ignore_unavailable\":false,\"partial\":false,"
                                + "\"include_aliases\":true,\"include_global_state\":false,\"index_settings\":"
                                + "{\"index.number_of_replicas\":0,\"refresh_interval\":\"-1\"},"
                                + "\"ignore_index_settings\":[\"index.routing.allocation.require.box\"],"
                                + "\"feature_states\":[\"security\"]}",
                        "{\"accepted\":true}"));
    }
}
