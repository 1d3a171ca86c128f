package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JSON object read with suspicion: fields that we don't ask for are ignored, those that we do must be there and have
 * the right type. No value is ever guessed or converted.
 */
final class JsonObject {
    private static final ObjectReader READER = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final String path;
    private final JsonNode node;

    private JsonObject(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    static JsonObject parse(String body) throws MalformedAnswerException {
        return of("", root(body));
    }

    /** A body that is a list of objects. */
    static List<JsonObject> parseList(String body) throws MalformedAnswerException {
        JsonNode root = root(body);
        if (!root.isArray()) {
            throw new MalformedAnswerException("the body is no list");
        }
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode element : root) {
            objects.add(of("an entry", element));
        }
        return objects;
    }

    private static JsonNode root(String body) throws MalformedAnswerException {
        JsonNode root;
        try {
            root = READER.readTree(body);
        } catch (IOException e) {
            throw new MalformedAnswerException("the body is no complete JSON"); // Jackson's message quotes the body
        }
        if (root.isMissingNode()) {
            throw new MalformedAnswerException("the body is empty");
        }
        return root;
    }

    boolean has(String field) {
        return node.has(field);
    }

    boolean isObject(String field) {
        return node.path(field).isObject();
    }

    String text(String field) throws MalformedAnswerException {
        return textual(field, required(field));
    }

    Optional<String> optionalText(String field) throws MalformedAnswerException {
        return node.has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    /** Words for people, fit to be shown; empty when there are none. */
    String words(String field) {
        return PlainText.of(node.path(field).asText(""));
    }

    /** The fields that are texts; others are left out. */
    Map<String, String> textFields() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue().isTextual()) {
                texts.put(field.getKey(), field.getValue().textValue());
            }
        }
        return texts;
    }

    /** A text that may be null; the field itself must be there. */
    Optional<String> nullableText(String field) throws MalformedAnswerException {
        return node.has(field) && node.get(field).isNull() ? Optional.empty() : Optional.of(text(field));
    }

    /** Settings whose flat keys begin so, by the rest of their keys. A list becomes a text with commas. */
    Map<String, String> settings(String prefix) throws MalformedAnswerException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().startsWith(prefix)) {
                settings.put(field.getKey().substring(prefix.length()), setting(field.getKey(), field.getValue()));
            }
        }
        return settings;
    }

    private String setting(String field, JsonNode value) throws MalformedAnswerException {
        if (value.isTextual()) {
            return value.textValue(); // may be empty
        }
        return String.join(",", texts(field));
    }

    boolean bool(String field) throws MalformedAnswerException {
        JsonNode value = required(field);
        if (!value.isBoolean()) {
            throw wrong(field, "true or false");
        }
        return value.booleanValue();
    }

    /** A number that counts something: whole, and not negative. */
    int count(String field) throws MalformedAnswerException {
        JsonNode value = required(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw wrong(field, "a count");
        }
        return value.intValue();
    }

    /** A number of bytes: whole, and not negative. */
    long bytes(String field) throws MalformedAnswerException {
        return whole(field, "a number of bytes");
    }

    /** A number that counts what there may be billions of. */
    long longCount(String field) throws MalformedAnswerException {
        return whole(field, "a count");
    }

    /** A time in milliseconds of the Unix epoch; empty when the field is not there, or 0, which stands for not yet. */
    Optional<Instant> optionalInstant(String field) throws MalformedAnswerException {
        long millis = node.has(field) ? whole(field, "a time") : 0;
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** The number of an operation; -1, the only one below 0, says that there was none. */
    long sequenceNumber(String field) throws MalformedAnswerException {
        JsonNode value = required(field);
        return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() == -1
                ? -1
                : whole(field, "the number of an operation");
    }

    private long whole(String field, String what) throws MalformedAnswerException {
        JsonNode value = required(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(field, what);
        }
        return value.longValue();
    }

    /** A text that says a whole number, not negative. */
    int intNumber(String field) throws MalformedAnswerException {
        long number = number(field, text(field));
        if (number > Integer.MAX_VALUE) {
            throw wrong(field, "a number of that size");
        }
        return (int) number;
    }

    /** The same and longer, where null says that it is not known. */
    Optional<Long> nullableNumber(String field) throws MalformedAnswerException {
        Optional<String> text = nullableText(field);
        return text.isEmpty() ? Optional.empty() : Optional.of(number(field, text.get()));
    }

    private long number(String field, String text) throws MalformedAnswerException {
        if (!DIGITS.matcher(text).matches()) {
            throw wrong(field, "a whole number");
        }
        return Long.parseLong(text);
    }

    List<String> texts(String field) throws MalformedAnswerException {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(field)) {
            texts.add(textual(field, element));
        }
        return texts;
    }

    /** SHA-256 of an object in hex, the same for equal content. */
    String hash(String field) throws MalformedAnswerException {
        return CanonicalJson.hash(object(field).node);
    }

    JsonObject object(String field) throws MalformedAnswerException {
        return of(at(field), required(field));
    }

    List<JsonObject> objects(String field) throws MalformedAnswerException {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode element : array(field)) {
            objects.add(of(at(field), element));
        }
        return objects;
    }

    /** All fields, each of which must be a list of objects. */
    Map<String, List<JsonObject>> lists() throws MalformedAnswerException {
        Map<String, List<JsonObject>> lists = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            lists.put(field.getKey(), objects(field.getKey()));
        }
        return lists;
    }

    /** All fields, each of which must be an object. */
    Map<String, JsonObject> objects() throws MalformedAnswerException {
        Map<String, JsonObject> objects = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            objects.put(field.getKey(), of(at(field.getKey()), field.getValue()));
        }
        return objects;
    }

    private static JsonObject of(String path, JsonNode node) throws MalformedAnswerException {
        if (!node.isObject()) {
            throw new MalformedAnswerException(path.isEmpty() ? "the body is no object" : path + " is no object");
        }
        return new JsonObject(path, node);
    }

    private JsonNode array(String field) throws MalformedAnswerException {
        JsonNode value = required(field);
        if (!value.isArray()) {
            throw wrong(field, "a list");
        }
        return value;
    }

    private JsonNode required(String field) throws MalformedAnswerException {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw new MalformedAnswerException(at(field) + " is missing");
        }
        return value;
    }

    private String textual(String field, JsonNode value) throws MalformedAnswerException {
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw wrong(field, "text");
        }
        return value.textValue();
    }

    private MalformedAnswerException wrong(String field, String wanted) {
        return new MalformedAnswerException(at(field) + " is not " + wanted);
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
