package dev.shardwright.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is asked about the shards of some indices. */
final class ShardRequests {
    private ShardRequests() {}

    static Request<Verdict<List<ShardRecovery>>> recoveries(List<String> indices) {
        return Request.get("/" + path(indices) + "/_recovery", ShardRequests::recoveries)
                .patient()
                .refusable();
    }

    /** The routing table whole: some versions leave empty parts out when a filter reaches into it. */
    static Request<Verdict<List<IndexShards>>> states(List<String> indices) {
        return Request.get(
                        "/_cluster/state/routing_table/" + path(indices) + "?master_timeout=3s&expand_wildcards=all"
                                + "&ignore_unavailable=false&filter_path=routing_table",
                        body -> states(body, indices))
                .refusable();
    }

    private static String path(List<String> indices) {
        return indices.stream().map(PathPart::encoded).collect(Collectors.joining(","));
    }

    private static List<ShardRecovery> recoveries(JsonObject body) throws MalformedAnswerException {
        List<ShardRecovery> recoveries = new ArrayList<>();
        for (Map.Entry<String, JsonObject> index : body.objects().entrySet()) {
            for (JsonObject copy : index.getValue().objects("shards")) {
                recoveries.add(ShardRecovery.from(index.getKey(), copy));
            }
        }
        return recoveries;
    }

    private static List<IndexShards> states(JsonObject body, List<String> indices) throws MalformedAnswerException {
        JsonObject table = body.object("routing_table").object("indices");
        List<IndexShards> states = new ArrayList<>();
        for (String index : indices) {
            states.add(IndexShards.from(index, table.object(index).object("shards")));
        }
        return states;
    }
}
