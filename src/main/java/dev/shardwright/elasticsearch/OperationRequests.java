package dev.shardwright.elasticsearch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How much was ever written to indices, told by the sequence numbers of their primary shards. */
final class OperationRequests {
    private OperationRequests() {}

    static Request<Verdict<Map<String, IndexOperations>>> of(List<String> indices) {
        String names = indices.stream().map(PathPart::encoded).collect(Collectors.joining(","));
        return Request.get(
                        "/" + names + "/_stats/docs?level=shards&filter_path=_shards,indices.*.uuid,"
                                + "indices.*.shards.*.routing.primary,indices.*.shards.*.seq_no.max_seq_no",
                        OperationRequests::read)
                .patient()
                .refusable();
    }

    private static Map<String, IndexOperations> read(JsonObject body) throws MalformedAnswerException {
        if (body.object("_shards").count("failed") > 0) {
            throw new MalformedAnswerException("not every shard answered");
        }
        Map<String, IndexOperations> all = new HashMap<>();
        if (body.has("indices")) {
            for (Map.Entry<String, JsonObject> index :
                    body.object("indices").objects().entrySet()) {
                all.put(index.getKey(), index(index.getValue()));
            }
        }
        return all;
    }

    private static IndexOperations index(JsonObject index) throws MalformedAnswerException {
        long operations = 0;
        int primaries = 0;
        for (List<JsonObject> copies : index.object("shards").lists().values()) {
            for (JsonObject copy : copies) {
                if (copy.object("routing").bool("primary")) {
                    primaries++;
                    // The first operation has the number 0.
                    operations += 1 + copy.object("seq_no").sequenceNumber("max_seq_no");
                }
            }
        }
        return new IndexOperations(index.text("uuid"), primaries, operations);
    }
}
