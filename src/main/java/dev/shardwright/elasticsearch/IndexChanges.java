package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Verdict.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is changed about indices. No pattern is ever meant, so servers are told to take none for one. */
final class IndexChanges {
    private static final String LIMITS = "?master_timeout=20s&timeout=20s";
    private static final String ONE = LIMITS + "&expand_wildcards=none";
    private static final String NO_INDEX = "index_not_found_exception";
    private static final String WRITE_BLOCK = "index.blocks.write";

    private IndexChanges() {}

    static Request<Verdict<Done>> putSettings(String index, Map<String, Optional<String>> settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(settings).forEach((key, value) -> json.put(key, value.orElse(null)));
        return Request.of("PUT", path(index) + "/_settings" + ONE, Changes::acknowledged)
                .sending(json.toString())
                .patient()
                .refusable();
    }

    static Request<Verdict<Done>> allowWrites(String index) {
        return putSettings(index, Map.of(WRITE_BLOCK, Optional.empty()));
    }

    /** Versions differ in how many shards of the closed index they wait for. */
    static Request<Verdict<Done>> close(String index) {
        return Request.of("POST", path(index) + "/_close" + ONE + "&wait_for_active_shards=0", text -> {
                    Done done = Changes.acknowledged(text);
                    onlyAndDone(JsonObject.parse(text).object("indices").objects(), index, "closed");
                    return done;
                })
                .patient()
                .refusable();
    }

    static Request<Verdict<Done>> open(String index) {
        return Request.of("POST", path(index) + "/_open" + ONE + "&wait_for_active_shards=0", Changes::acknowledged)
                .patient()
                .refusable();
    }

    static Request<Verdict<Deletion>> deleteIndex(String index) {
        return Request.of("DELETE", path(index) + ONE, IndexChanges::deleted)
                .whenMissing(NO_INDEX, Deletion.NOTHING_THERE)
                .patient()
                .refusable();
    }

    /** No parameters: some servers know none here, and refuse what they don't know. */
    static Request<Verdict<Deletion>> deleteDataStream(String name) {
        Request<Verdict<Deletion>> request = Request.of(
                        "DELETE", "/_data_stream/" + PathPart.encoded(name), IndexChanges::deleted)
                .accepting((status, refusal) ->
                        status == 404 && (refusal.isOf("resource_not_found_exception") || refusal.isOf(NO_INDEX))
                                ? Optional.of(Deletion.NOTHING_THERE)
                                : Optional.empty())
                .patient()
                .refusable();
        return orUnknown(request);
    }

    static Request<Verdict<WriteBlock>> blockWrites(String index) {
        Request<Verdict<WriteBlock>> request = Request.of(
                        "PUT", path(index) + "/_block/write" + ONE, text -> blocked(text, index))
                .patient()
                .refusable();
        return orUnknown(request);
    }

    private static String path(String index) {
        return "/" + PathPart.encoded(index);
    }

    private static Deletion deleted(String body) throws MalformedAnswerException {
        Changes.acknowledged(body);
        return Deletion.DELETED;
    }

    /** An index that is blocked already is not listed, and then no shards have acknowledged anything. */
    private static WriteBlock blocked(String text, String index) throws MalformedAnswerException {
        Changes.acknowledged(text);
        JsonObject body = JsonObject.parse(text);
        boolean byShards = body.bool("shards_acknowledged");
        List<JsonObject> indices = body.objects("indices");
        if (indices.isEmpty()) {
            return WriteBlock.THERE_BEFORE;
        }
        Map<String, JsonObject> byName = new TreeMap<>();
        for (JsonObject entry : indices) {
            byName.put(entry.text("name"), entry);
        }
        onlyAndDone(byName, index, "blocked");
        if (!byShards) {
            throw new MalformedAnswerException("not every shard has acknowledged the change");
        }
        return WriteBlock.ADDED;
    }

    /** Nothing but this index; and it, unless there was nothing to do. */
    private static void onlyAndDone(Map<String, JsonObject> told, String index, String done)
            throws MalformedAnswerException {
        for (Map.Entry<String, JsonObject> entry : told.entrySet()) {
            if (!entry.getKey().equals(index)) {
                throw new MalformedAnswerException("it is about another index than the one that was asked for");
            }
            if (!entry.getValue().bool(done)) {
                throw new MalformedAnswerException("not every shard has carried the change out");
            }
        }
    }

    /** The same, where it is an answer that the server knows no such request. */
    private static <T> Request<Verdict<T>> orUnknown(Request<Verdict<T>> request) {
        return request.accepting((status, refusal) -> refusal.isNoSuchRequest(status)
                ? Optional.of(new Refused<>(Complaint.ofUnknown(status, refusal)))
                : request.refusals().read(status, refusal));
    }
}
