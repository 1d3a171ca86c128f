package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.stream.Stream;

/**
 * What servers say when they refuse, shortened.
 *
 * @param name   what is wrong
 * @param call   a call that it happens to
 * @param type   the type that is told
 * @param tells  what users must find somewhere in its texts
 */
record DataRefusals(String name, String call, int status, String type, String body, List<String> tells) {
    private static final String ON_MASTER = "[r] path [x] is not accessible on master node";

    static final String NODES_8 = """
            {"error":{"root_cause":[{"type":"repository_verification_exception","reason":"[r] [[W7bNoHEnTAm_3U, \
            'RemoteTransportException[[a2][10.0.0.2:9300][internal:admin/repository/verify]]; nested: \
            RepositoryVerificationException[[r] store location [/snap] is not accessible on the node \
            [{a2}{W7bNoHEnTAm_3U}{x}{10.0.0.2}]]; nested: AccessDeniedException[/snap/tests-9/data-W7.dat];'], \
            [vcePIDiyS0u-aB, 'RepositoryVerificationException[[r] a file written by master to the store [/snap] cannot \
            be accessed on the node [{a1}{vcePIDiyS0u-aB}{y}]. This might indicate that the store is not shared]']]"}],\
            "type":"repository_verification_exception","reason":"[r] [[W7bNoHEnTAm_3U, \
            'RemoteTransportException[[a2][10.0.0.2:9300][internal:admin/repository/verify]]; nested: \
            RepositoryVerificationException[[r] store location [/snap] is not accessible on the node \
            [{a2}{W7bNoHEnTAm_3U}{x}{10.0.0.2}]]; nested: AccessDeniedException[/snap/tests-9/data-W7.dat];'], \
            [vcePIDiyS0u-aB, 'RepositoryVerificationException[[r] a file written by master to the store [/snap] cannot \
            be accessed on the node [{a1}{vcePIDiyS0u-aB}{y}]. This might indicate that the store is not shared]']]",\
            "suppressed":[{"type":"repository_verification_exception","reason":"[r] store location [/snap] is not \
            accessible on the node [{a2}]","caused_by":{"type":"access_denied_exception",\
            "reason":"/snap/tests-9/data-W7.dat"}}]},"status":500}""";

    static Stream<DataRefusals> all() {
        return Stream.of(
                s3(
                        "wrong key (7.17)",
                        "amazon_s3_exception",
                        "The AWS Access Key Id you provided does not exist in our records. (Service: Amazon S3; Status"
                                + " Code: 403; Error Code: InvalidAccessKeyId; Request ID: 4E; Proxy: null)",
                        "InvalidAccessKeyId"),
                s3(
                        "wrong secret (OpenSearch 3)",
                        "s3_exception",
                        "The request signature we calculated does not match the signature you provided. Check your key"
                                + " and signing method. (Service: S3, Status Code: 403, Request ID: 4E)",
                        "request signature we calculated does not match"),
                s3(
                        "wrong secret (8.x)",
                        "amazon_s3_exception",
                        "The request signature we calculated does not match (Service: Amazon S3; Status Code: 403;"
                                + " Error Code: SignatureDoesNotMatch; Request ID: 4E)",
                        "SignatureDoesNotMatch"),
                s3(
                        "no bucket",
                        "no_such_bucket_exception",
                        "The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code:"
                                + " NoSuchBucket; Request ID: 4E)",
                        "NoSuchBucket"),
                s3("no permission", "amazon_s3_exception", "Access Denied (Error Code: AccessDenied)", "AccessDenied"),
                s3(
                        "wrong region",
                        "amazon_s3_exception",
                        "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'"
                                + " (Error Code: AuthorizationHeaderMalformed)",
                        "AuthorizationHeaderMalformed"),
                s3(
                        "another region's endpoint",
                        "amazon_s3_exception",
                        "The bucket you are attempting to access must be addressed using the specified endpoint."
                                + " (Status Code: 301; Error Code: PermanentRedirect)",
                        "PermanentRedirect"),
                s3("no such host", "sdk_client_exception", "Unable to execute HTTP request: s3.nowhere", "s3.nowhere"),
                s3(
                        "endpoint is off",
                        "sdk_client_exception",
                        "Connect to s3.lab:9000 [s3.lab/10.0.0.9] failed: Connection refused",
                        "Connection refused"),
                caused(
                        "no plugin",
                        "put repository",
                        "[r] failed to create repository",
                        "repository_exception",
                        "[r] repository type [s3] does not exist"),
                plain(
                        "no plugin (8.x)",
                        "put repository",
                        500,
                        "repository_exception",
                        "[r] repository type [s3] does not exist"),
                caused(
                        "path.repo",
                        "put repository",
                        "[r] failed to create repository",
                        "repository_exception",
                        "[r] location [/x] doesn't match any of the locations specified by path.repo because this"
                                + " setting is empty"),
                plain("bad setting", "put repository", 400, "illegal_argument_exception", "Unknown s3 client name [c]"),
                plain(
                        "in use",
                        "delete repository",
                        409,
                        "repository_conflict_exception",
                        "[r] trying to modify or unregister repository that is currently used"),
                plain(
                        "in use (7.17, OpenSearch)",
                        "put repository",
                        500,
                        "illegal_state_exception",
                        "trying to modify or unregister repository that is currently used"),
                plain("no repository", "verify", 404, "repository_missing_exception", "[r] missing"),
                plain("no repository", "start", 404, "repository_missing_exception", "[r] missing"),
                plain("no repository", "snapshot", 404, "repository_missing_exception", "[r] missing"),
                plain("no repository", "delete", 404, "repository_missing_exception", "[r] missing"),
                plain(
                        "another runs (7.10)",
                        "start",
                        503,
                        "concurrent_snapshot_execution_exception",
                        "[r:s] a snapshot is already running"),
                plain(
                        "another runs (OpenSearch 3)",
                        "start",
                        409,
                        "concurrent_snapshot_execution_exception",
                        "[r:s] cannot snapshot while a snapshot deletion is in-progress"),
                plain(
                        "name taken",
                        "start",
                        400,
                        "invalid_snapshot_name_exception",
                        "[r:s] Invalid snapshot name [s], snapshot with the same name already exists"),
                plain(
                        "name in progress",
                        "start",
                        400,
                        "invalid_snapshot_name_exception",
                        "[r:s] Invalid snapshot name [s], snapshot with the same name is already in-progress"),
                plain(
                        "name taken (8.x)",
                        "start",
                        400,
                        "snapshot_name_already_in_use_exception",
                        "[r:s] Invalid snapshot name [s], snapshot with the same name already exists"),
                plain("no index", "start", 404, "index_not_found_exception", "no such index [logs-1]"),
                plain(
                        "read-only",
                        "start",
                        500,
                        "repository_exception",
                        "[r] cannot create snapshot in a readonly repository"),
                plain(
                        "second writer",
                        "start",
                        500,
                        "repository_exception",
                        "[r] concurrent modification of the index-N file, expected current generation [5] but it was not"
                                + " found in the repository. The last cluster to write to this repository was [uB_9xQ]"),
                plain("unreadable", "snapshots", 500, "snapshot_exception", "[r:s/u1] Snapshot could not be read"),
                plain("no index", "indices", 404, "index_not_found_exception", "no such index [a]"),
                plain(
                        "too long",
                        "indices",
                        400,
                        "too_long_http_line_exception",
                        "An HTTP line is larger than 4096 bytes."),
                plain("closed", "count", 400, "index_closed_exception", "closed"),
                plain("no index", "refresh", 404, "index_not_found_exception", "no such index [a]"),
                plain(
                        "conflict",
                        "restore",
                        500,
                        "snapshot_restore_exception",
                        "[r:s] cannot restore index [idx] because an open index with same name already exists in the"
                                + " cluster. Either close or delete the existing index"),
                plain("no snapshot", "restore", 500, "snapshot_restore_exception", "[r:s] snapshot does not exist"),
                plain(
                        "newer version",
                        "restore",
                        500,
                        "snapshot_restore_exception",
                        "[r:s] the snapshot was created with Elasticsearch version [8.19.21] which is higher than the"
                                + " version of this node [7.17.29]"),
                plain(
                        "shard limit",
                        "restore",
                        400,
                        "validation_exception",
                        "Validation Failed: 1: this action would add [4] total shards, but this cluster currently has"
                                + " [998]/[1000] maximum shards open;"),
                plain("no index", "recoveries", 404, "index_not_found_exception", "no such index [a]"),
                plain("no index", "shard states", 404, "index_not_found_exception", "no such index [two]"),
                plain(
                        "snapshot runs",
                        "close",
                        400,
                        "snapshot_in_progress_exception",
                        "Cannot close indices that are being snapshotted: [[a/u1]]"),
                plain(
                        "alias",
                        "delete index",
                        400,
                        "illegal_argument_exception",
                        "The provided expression [a] matches an alias, specify the corresponding concrete indices"
                                + " instead."),
                plain(
                        "write index of a data stream",
                        "block writes",
                        400,
                        "illegal_argument_exception",
                        "cannot add a block to the following data stream write indices [a]"),
                plain("before 7.9", "block writes", 400, "parse_exception", "request body is required"),
                plain(
                        "unknown setting",
                        "put settings",
                        400,
                        "illegal_argument_exception",
                        "unknown setting [index.nonsense]"),
                plain("no alias", "change aliases", 404, "aliases_not_found_exception", "aliases [x] missing"),
                plain("too many", "sample", 400, "illegal_argument_exception", "Result window is too large"),
                plain("no index", "sample", 404, "index_not_found_exception", "no such index [a]"));
    }

    private static DataRefusals plain(String name, String call, int status, String type, String reason) {
        return new DataRefusals(name, call, status, type, DetailAnswers.error(type, reason, status), List.of(reason));
    }

    private static DataRefusals caused(String name, String call, String reason, String causeType, String causeReason) {
        return new DataRefusals(
                name,
                call,
                500,
                "repository_exception",
                error("repository_exception", reason, cause(causeType, causeReason, "")),
                List.of(reason, causeReason));
    }

    private static DataRefusals s3(String name, String type, String reason, String told) {
        String upload = "Unable to upload object [x/tests-9/master.dat] using a single upload";
        return new DataRefusals(
                name,
                "verify",
                500,
                "repository_verification_exception",
                error(
                        "repository_verification_exception",
                        ON_MASTER,
                        cause("i_o_exception", upload, cause(type, reason, ""))),
                List.of(ON_MASTER, upload, type, told));
    }

    private static String error(String type, String reason, String cause) {
        return "{\"error\":{\"root_cause\":[],\"type\":\"" + type + "\",\"reason\":\"" + reason + "\"" + cause
                + "},\"status\":500}";
    }

    private static String cause(String type, String reason, String cause) {
        return ",\"caused_by\":{\"type\":\"" + type + "\",\"reason\":\"" + reason + "\"" + cause + "}";
    }

    @Override
    public String toString() {
        return call + ": " + name;
    }
}
