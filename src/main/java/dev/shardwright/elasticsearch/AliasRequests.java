package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked and changed about aliases. */
final class AliasRequests {
    /** Every index is told, with its aliases. Empty: no index, which {@link #NONE} has to confirm. */
    static final Request<Optional<List<AliasInfo>>> ALL =
            Request.get("/_alias?expand_wildcards=all", AliasRequests::infos);

    /** Holds the cluster's identity, so that "no indices" is an answer and not a gap. */
    static final Request<List<AliasInfo>> NONE = Request.get(
            "/_cluster/state/metadata?master_timeout=3s&filter_path=metadata.cluster_uuid,metadata.indices.*.system,"
                    + "metadata.indices.*.aliases",
            AliasRequests::none);

    private AliasRequests() {}

    static Request<Verdict<Done>> change(List<AliasAction> actions) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("actions");
        for (AliasAction action : actions) {
            switch (action) {
                case AliasAction.Add add -> {
                    ObjectNode added = put(list.addObject().putObject("add"), add);
                    if (add.writeIndex()) { // false would forbid writes where it is the only index
                        added.put("is_write_index", true);
                    }
                }
                case AliasAction.Remove remove -> put(list.addObject().putObject("remove"), remove);
            }
        }
        return Request.of("POST", "/_aliases?master_timeout=20s&timeout=20s", AliasRequests::changed)
                .sending(json.toString())
                .patient()
                .refusable();
    }

    private static ObjectNode put(ObjectNode json, AliasAction action) {
        return json.put("index", action.index()).put("alias", action.alias());
    }

    /** Newer versions carry the rest out when one action finds nothing, and say so. */
    private static Done changed(String text) throws MalformedAnswerException {
        JsonObject body = JsonObject.parse(text);
        if (body.has("errors") && body.bool("errors")) {
            throw new MalformedAnswerException("not every change could be made");
        }
        return Changes.acknowledged(text);
    }

    private static Optional<List<AliasInfo>> infos(JsonObject body) throws MalformedAnswerException {
        Map<String, JsonObject> indices = body.objects();
        List<AliasInfo> infos = new ArrayList<>();
        for (Map.Entry<String, JsonObject> index : indices.entrySet()) {
            for (Map.Entry<String, JsonObject> alias :
                    index.getValue().object("aliases").objects().entrySet()) {
                JsonObject told = alias.getValue();
                infos.add(new AliasInfo(
                        alias.getKey(),
                        index.getKey(),
                        told.has("is_write_index") ? Optional.of(told.bool("is_write_index")) : Optional.empty()));
            }
        }
        return indices.isEmpty() ? Optional.empty() : Optional.of(infos);
    }

    private static List<AliasInfo> none(JsonObject body) throws MalformedAnswerException {
        JsonObject metadata = body.object("metadata");
        metadata.text("cluster_uuid"); // there in every whole answer
        if (metadata.has("indices")) {
            for (JsonObject index : metadata.object("indices").objects().values()) {
                boolean system = index.has("system") && index.bool("system"); // some of these are kept from users
                if (index.has("aliases") && !system) {
                    throw new MalformedAnswerException("an index is missing where aliases are told");
                }
            }
        }
        return List.of();
    }
}
