package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is changed. */
final class Changes {
    /** By default it would wait for the excluded nodes to leave, and some are to stay. */
    static final Request<Done> CLEAR_VOTING_EXCLUSIONS =
            Request.of("DELETE", "/_cluster/voting_config_exclusions?wait_for_removal=false", Changes::nothingToSay);

    private static final String NOT_YET = "timed out waiting for voting config exclusions";

    private Changes() {}

    static Request<Done> drain(Set<String> nodeNames) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.putObject("persistent")
                .put(
                        ClusterSettings.PREFIX + ClusterSettings.DRAIN_KEY,
                        nodeNames.isEmpty() ? null : String.join(",", new TreeSet<>(nodeNames)));
        return Request.of("PUT", "/_cluster/settings?master_timeout=2s&timeout=2s", Changes::acknowledged)
                .sending(settings.toString());
    }

    /**
     * The exclusion is written down first and then waited for, longer than we do: that the wait ended is no failure.
     * 7.17 knows no master_timeout here.
     */
    static Request<Done> excludeFromVoting(String nodeName) {
        return Request.of(
                        "POST",
                        "/_cluster/voting_config_exclusions?timeout=1s&node_names=" + PathPart.encoded(nodeName),
                        Changes::nothingToSay)
                .accepting((status, refusal) ->
                        refusal.isOf("timeout_exception") && refusal.reason().startsWith(NOT_YET)
                                ? Optional.of(new Done())
                                : Optional.empty());
    }

    static Request<Done> registerRestart(String nodeId, String reason) {
        ObjectNode record = JsonNodeFactory.instance
                .objectNode()
                .put("type", "restart")
                .put("reason", reason)
                .put("allocation_delay", "10m");
        return Request.of("PUT", shutdown(nodeId), Changes::acknowledged).sending(record.toString());
    }

    static Request<Done> forgetShutdown(String nodeId) {
        return Request.of("DELETE", shutdown(nodeId), Changes::acknowledged)
                .accepting((status, refusal) -> status == 404 && refusal.isOf("resource_not_found_exception")
                        ? Optional.of(new Done())
                        : Optional.empty());
    }

    static Request<Done> reloadSecureSettings(String nodeName) {
        return Request.of(
                "POST",
                "/_nodes/" + PathPart.encoded(nodeName) + "/reload_secure_settings?timeout=3s",
                body -> reloaded(JsonObject.parse(body), nodeName));
    }

    private static String shutdown(String nodeId) {
        return "/_nodes/" + PathPart.encoded(nodeId) + "/shutdown";
    }

    static Done acknowledged(String body) throws MalformedAnswerException {
        if (!JsonObject.parse(body).bool("acknowledged")) {
            throw new MalformedAnswerException("not every node has acknowledged the change");
        }
        return new Done();
    }

    /** Voting exclusions are answered by the status alone. */
    private static Done nothingToSay(String body) throws MalformedAnswerException {
        if (!body.isBlank()) {
            throw new MalformedAnswerException("the body should be empty");
        }
        return new Done();
    }

    /** A node that could not read its keystore counts as successful and says so only in its own entry. */
    private static Done reloaded(JsonObject body, String nodeName) throws MalformedAnswerException {
        JsonObject summary = body.object("_nodes");
        boolean complete =
                summary.count("total") == 1 && summary.count("failed") == 0 && summary.count("successful") == 1;
        var nodes = body.object("nodes").objects().values();
        if (complete && nodes.size() == 1) {
            JsonObject node = nodes.iterator().next();
            if (node.text("name").equals(nodeName) && !node.has("reload_exception")) {
                return new Done();
            }
        }
        throw new MalformedAnswerException("the node could not read its keystore again");
    }
}
