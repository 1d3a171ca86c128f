package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is asked about a server and its indices. All of them stand in the cluster's state, which every version and
 * Amazon's services give away. The cluster's identity comes along, so that "no indices" is an answer and not a gap.
 */
final class IndexRequests {
    static final Request<ServerIdentity> IDENTITY = Request.get("/", ServerIdentity::from);

    static final Request<List<DataStreamInfo>> DATA_STREAMS = Request.get(
            "/_cluster/state/metadata?master_timeout=3s&filter_path=metadata.cluster_uuid,"
                    + "metadata.data_stream.data_stream.*.indices",
            IndexRequests::dataStreams);

    private IndexRequests() {}

    static Request<Verdict<List<IndexDetails>>> indices(List<String> expressions) {
        String wanted = expressions.isEmpty()
                ? "_all"
                : expressions.stream().map(PathPart::encoded).collect(Collectors.joining(","));
        return Request.get(
                        "/_cluster/state/metadata/" + wanted + "?master_timeout=3s&flat_settings=true"
                                + "&expand_wildcards=all&ignore_unavailable=false&allow_no_indices=true"
                                + "&filter_path=metadata.cluster_uuid,metadata.indices.*.state,"
                                + "metadata.indices.*.system,metadata.indices.*.aliases,metadata.indices.*.settings",
                        IndexRequests::details)
                .refusable();
    }

    static Request<Verdict<Done>> refresh(String index) {
        return Request.of("POST", "/" + PathPart.encoded(index) + "/_refresh", body -> {
                    whole(JsonObject.parse(body));
                    return new Done();
                })
                .patient()
                .refusable();
    }

    static Request<Verdict<Long>> count(String index) {
        return Request.get("/" + PathPart.encoded(index) + "/_count", IndexRequests::counted)
                .patient()
                .refusable();
    }

    private static List<IndexDetails> details(JsonObject body) throws MalformedAnswerException {
        JsonObject metadata = metadata(body);
        List<IndexDetails> details = new ArrayList<>();
        if (metadata.has("indices")) {
            for (Map.Entry<String, JsonObject> index :
                    metadata.object("indices").objects().entrySet()) {
                details.add(IndexDetails.from(index.getKey(), index.getValue()));
            }
        }
        return details;
    }

    private static List<DataStreamInfo> dataStreams(JsonObject body) throws MalformedAnswerException {
        JsonObject metadata = metadata(body);
        List<DataStreamInfo> streams = new ArrayList<>();
        if (metadata.has("data_stream")) {
            JsonObject told = metadata.object("data_stream").object("data_stream");
            for (Map.Entry<String, JsonObject> stream : told.objects().entrySet()) {
                List<String> indices = new ArrayList<>();
                for (JsonObject index : stream.getValue().objects("indices")) {
                    indices.add(index.text("index_name"));
                }
                streams.add(new DataStreamInfo(stream.getKey(), indices));
            }
        }
        return streams;
    }

    private static JsonObject metadata(JsonObject body) throws MalformedAnswerException {
        JsonObject metadata = body.object("metadata");
        metadata.text("cluster_uuid"); // there in every whole answer
        return metadata;
    }

    private static long counted(JsonObject body) throws MalformedAnswerException {
        JsonObject shards = whole(body);
        if (shards.count("successful") != shards.count("total")) {
            throw new MalformedAnswerException("not every shard was counted");
        }
        return body.longCount("count");
    }

    /** Without failed shards. A refresh leaves copies out that are not assigned, and says so by its numbers alone. */
    private static JsonObject whole(JsonObject body) throws MalformedAnswerException {
        JsonObject shards = body.object("_shards");
        int failed = shards.count("failed");
        if (failed > 0) {
            throw new MalformedAnswerException(failed + " of " + shards.count("total") + " shards failed");
        }
        return shards;
    }
}
