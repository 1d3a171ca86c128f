package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the body of a refused request says.
 *
 * @param type   the kind of error that Elasticsearch names; empty when there is none, or none of its own words
 * @param reason its text: may quote anything, so it is compared and never shown as it is; empty when there is none
 * @param error  all that it says of the error, for {@link Complaint}
 */
record Refusal(Optional<String> type, String reason, JsonNode error) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern TYPE = Pattern.compile("[a-z_]{1,64}");

    static Refusal of(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            return error.isTextual() // as the router says it, which knows no types
                    ? new Refusal(Optional.empty(), error.textValue(), error)
                    : new Refusal(
                            Optional.ofNullable(error.path("type").textValue())
                                    .filter(text -> TYPE.matcher(text).matches()),
                            error.path("reason").asText(""),
                            error);
        } catch (IOException e) {
            return new Refusal(Optional.empty(), "", MissingNode.getInstance());
        }
    }

    boolean isOf(String wantedType) {
        return type.filter(wantedType::equals).isPresent();
    }

    /** Whether the server has no such method and path. */
    boolean isNoSuchRequest(int status) {
        return (status == 405 && reason.startsWith("Incorrect HTTP method for uri"))
                || (status == 400 && reason.startsWith("no handler found for uri"));
    }
}
