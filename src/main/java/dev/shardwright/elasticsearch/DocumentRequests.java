package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How documents are drawn and read. */
final class DocumentRequests {
    /** How many are read with one request. */
    static final int AT_ONCE = 20;

    /** Any number will do; the same one draws the same documents. */
    private static final int SEED = 42;

    private DocumentRequests() {}

    /** Keys alone: nobody knows how large the documents are. */
    static Request<Verdict<List<DocumentKey>>> draw(String index, int size) {
        ObjectNode search = JsonNodeFactory.instance.objectNode();
        search.put("size", size).put("_source", false).put("track_total_hits", false);
        ObjectNode score = search.putObject("query").putObject("function_score");
        score.putObject("query").putObject("match_all");
        score.putObject("random_score").put("seed", SEED).put("field", "_seq_no");
        score.put("boost_mode", "replace");
        return Request.of(
                        "POST",
                        "/" + PathPart.encoded(index) + "/_search?allow_partial_search_results=false",
                        text -> drawn(JsonObject.parse(text), index))
                .sending(search.toString())
                .patient()
                .refusable();
    }

    /** Documents by their keys; those that are missing, or have no source, are left out. */
    static Request<Verdict<List<Document>>> read(String index, List<DocumentKey> keys) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode docs = json.putArray("docs");
        for (DocumentKey key : keys) {
            ObjectNode doc = docs.addObject().put("_id", key.id());
            key.routing().ifPresent(routing -> doc.put("routing", routing));
        }
        return Request.of(
                        "POST",
                        "/" + PathPart.encoded(index) + "/_mget",
                        text -> read(JsonObject.parse(text), index, keys))
                .sending(json.toString())
                .patient()
                .refusable();
    }

    private static List<DocumentKey> drawn(JsonObject body, String index) throws MalformedAnswerException {
        JsonObject shards = body.object("_shards");
        if (body.bool("timed_out")
                || shards.count("failed") > 0
                || shards.count("successful") != shards.count("total")) {
            throw new MalformedAnswerException("not every shard was searched");
        }
        List<DocumentKey> keys = new ArrayList<>();
        for (JsonObject hit : body.object("hits").objects("hits")) {
            require(hit.text("_index").equals(index), "a document is of another index");
            keys.add(new DocumentKey(hit.text("_id"), hit.optionalText("_routing")));
        }
        return keys;
    }

    private static List<Document> read(JsonObject body, String index, List<DocumentKey> keys)
            throws MalformedAnswerException {
        List<JsonObject> docs = body.objects("docs");
        require(docs.size() == keys.size(), "it does not tell of every document");
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < docs.size(); i++) {
            document(docs.get(i), index, keys.get(i)).ifPresent(documents::add);
        }
        return documents;
    }

    private static Optional<Document> document(JsonObject doc, String index, DocumentKey key)
            throws MalformedAnswerException {
        require(!doc.has("error"), "a document could not be read");
        require(doc.text("_index").equals(index) && doc.text("_id").equals(key.id()), "it tells of another document");
        return doc.bool("found") && doc.has("_source")
                ? Optional.of(new Document(
                        key, doc.longCount("_seq_no"), doc.longCount("_primary_term"), doc.hash("_source")))
                : Optional.empty();
    }

    private static void require(boolean holds, String otherwise) throws MalformedAnswerException {
        if (!holds) {
            throw new MalformedAnswerException(otherwise);
        }
    }
}
