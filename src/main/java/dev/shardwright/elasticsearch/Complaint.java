package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a server refused. Its texts are the server's own, each in one line of at most 1,000 characters.
 *
 * @param status HTTP status
 * @param type   the kind of error, such as {@code repository_missing_exception}
 * @param reason the text that goes with it; may be empty
 * @param causes what lies below it, outermost first, as {@code type: reason}; the first 10
 * @param nodes  what single nodes said to a verification; the first 20
 */
public record Complaint(int status, String type, String reason, List<String> causes, List<NodeComplaint> nodes) {
    private static final int CAUSES = 10;
    private static final String UNKNOWN = "no_such_request";
    /** OpenSearch, and Elasticsearch 7, have no type of its own for that. */
    private static final String IN_USE = "repository that is currently used";

    private static final Set<Integer> REFUSING = Set.of(400, 404, 409);
    private static final Set<Integer> MAYBE_REFUSING = Set.of(500, 503);

    public Complaint {
        causes = List.copyOf(causes);
        nodes = List.copyOf(nodes);
    }

    /** What a refusal complains of; empty when it is a failure, which says nothing about what was asked. */
    static Optional<Complaint> of(int status, Refusal refusal) {
        return refusal.type()
                .filter(type -> REFUSING.contains(status)
                        || (MAYBE_REFUSING.contains(status) && isOfSnapshots(type, refusal.reason())))
                .map(type -> new Complaint(
                        status,
                        type,
                        PlainText.of(refusal.reason()),
                        causes(refusal.error()),
                        NodeComplaint.in(refusal.reason())));
    }

    /** That a server does not know such a request. */
    static Complaint ofUnknown(int status, Refusal refusal) {
        return new Complaint(status, UNKNOWN, PlainText.of(refusal.reason()), List.of(), List.of());
    }

    /** Elasticsearch answers 500 or 503 for some of these, though the cluster itself is well. */
    private static boolean isOfSnapshots(String type, String reason) {
        return type.startsWith("repository_")
                || type.startsWith("snapshot_")
                || type.equals("concurrent_snapshot_execution_exception")
                || (type.equals("illegal_state_exception") && reason.contains(IN_USE));
    }

    private static List<String> causes(JsonNode error) {
        List<String> causes = new ArrayList<>();
        collect(error, causes);
        return causes;
    }

    private static void collect(JsonNode error, List<String> causes) {
        List<JsonNode> below = new ArrayList<>();
        if (error.path("caused_by").isObject()) {
            below.add(error.path("caused_by"));
        }
        error.path("suppressed").forEach(below::add); // the single nodes' in a verification by 8.x
        for (JsonNode cause : below) {
            if (causes.size() == CAUSES) {
                return;
            }
            causes.add(PlainText.of(
                    cause.path("type").asText("") + ": " + cause.path("reason").asText("")));
            collect(cause, causes);
        }
    }
}
