package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is asked and changed about repositories. */
final class RepositoryRequests {
    private static final String MISSING = "repository_missing_exception";

    private RepositoryRequests() {}

    static Request<Verdict<Done>> put(String name, String type, Map<String, String> settings) {
        ObjectNode repository = JsonNodeFactory.instance.objectNode().put("type", type);
        ObjectNode inner = repository.putObject("settings");
        new TreeMap<>(settings).forEach(inner::put);
        return Request.of("PUT", path(name) + "?verify=false&master_timeout=20s&timeout=20s", Changes::acknowledged)
                .sending(repository.toString())
                .patient()
                .refusable();
    }

    static Request<Optional<RepositoryInfo>> get(String name) {
        return Request.get(
                        path(name) + "?master_timeout=3s", body -> Optional.of(RepositoryInfo.from(body.object(name))))
                .whenMissing(MISSING, Optional.empty());
    }

    static Request<Verdict<Done>> delete(String name) {
        return Request.of("DELETE", path(name) + "?master_timeout=3s&timeout=3s", Changes::acknowledged)
                .whenMissing(MISSING, new Done())
                .refusable();
    }

    static Request<Verdict<List<VerifiedNode>>> verify(String name) {
        return Request.of(
                        "POST",
                        path(name) + "/_verify?master_timeout=20s&timeout=20s",
                        body -> verified(JsonObject.parse(body)))
                .patient()
                .refusable();
    }

    private static List<VerifiedNode> verified(JsonObject body) throws MalformedAnswerException {
        List<VerifiedNode> nodes = new ArrayList<>();
        for (Map.Entry<String, JsonObject> node : body.object("nodes").objects().entrySet()) {
            nodes.add(new VerifiedNode(node.getKey(), node.getValue().text("name")));
        }
        return nodes;
    }

    private static String path(String name) {
        return "/_snapshot/" + PathPart.encoded(name);
    }
}
