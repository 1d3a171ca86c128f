package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Verdict.Refused;
import java.util.List;
import java.util.TreeMap;

/** How a restore is started. */
final class RestoreRequests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FEATURES = "feature_states";
    private static final String NO_FEATURES = "none";

    private RestoreRequests() {}

    /** In the words of servers that know features, if that makes a difference. */
    static Request<Verdict<Done>> start(String repository, String snapshot, NewRestore restore) {
        ObjectNode json = json(restore);
        if (!restore.featureStates().isEmpty()) {
            add(json.putArray(FEATURES), restore.featureStates());
        } else if (restore.globalState()) {
            json.putArray(FEATURES).add(NO_FEATURES); // by default, they come with the global state
        }
        return start(repository, snapshot, json);
    }

    /** In the words of servers that know none. */
    static Request<Verdict<Done>> startWithoutFeatures(String repository, String snapshot, NewRestore restore) {
        return start(repository, snapshot, json(restore));
    }

    /** Whether a server did nothing because it knows no features, and none were wanted. */
    static boolean knowsNoFeatures(Reply<Verdict<Done>> reply, NewRestore restore) {
        return restore.featureStates().isEmpty()
                && reply instanceof Reply.Answer<Verdict<Done>>(Refused<Done>(Complaint complaint))
                && complaint.status() == 400
                && complaint.reason().equals("Unknown parameter " + FEATURES);
    }

    private static Request<Verdict<Done>> start(String repository, String snapshot, ObjectNode json) {
        String path = "/_snapshot/" + PathPart.encoded(repository) + "/" + PathPart.encoded(snapshot);
        return Request.of(
                        "POST",
                        path + "/_restore?wait_for_completion=false&master_timeout=20s",
                        body -> accepted(JsonObject.parse(body)))
                .sending(json.toString())
                .patient()
                .refusable();
    }

    private static ObjectNode json(NewRestore restore) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        add(json.putArray("indices"), restore.indices());
        restore.renaming().ifPresent(renaming -> json.put("rename_pattern", renaming.pattern())
                .put("rename_replacement", renaming.replacement()));
        json.put("ignore_unavailable", false)
                .put("partial", false)
                .put("include_aliases", restore.aliases())
                .put("include_global_state", restore.globalState());
        if (!restore.settings().isEmpty()) {
            json.set("index_settings", JSON.valueToTree(new TreeMap<>(restore.settings())));
        }
        if (!restore.leftOut().isEmpty()) {
            add(json.putArray("ignore_index_settings"), restore.leftOut());
        }
        return json;
    }

    private static void add(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static Done accepted(JsonObject body) throws MalformedAnswerException {
        if (!body.bool("accepted")) {
            throw new MalformedAnswerException("the restore was not accepted");
        }
        return new Done();
    }
}
