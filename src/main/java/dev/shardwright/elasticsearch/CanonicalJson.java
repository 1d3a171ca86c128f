package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.support.Digest;
import java.util.Map;
import java.util.TreeMap;

/** JSON in one way of writing it: no space, and the fields of an object sorted. */
final class CanonicalJson {
    private CanonicalJson() {}

    /** SHA-256 of it in hex. */
    static String hash(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        return Digest.ofText(text.toString());
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            String comma = "";
            text.append('{');
            for (Map.Entry<String, JsonNode> field : sorted.entrySet()) {
                text.append(comma).append(quoted(field.getKey())).append(':');
                write(field.getValue(), text);
                comma = ",";
            }
            text.append('}');
        } else if (node.isArray()) {
            String comma = "";
            text.append('[');
            for (JsonNode element : node) {
                text.append(comma);
                write(element, text);
                comma = ",";
            }
            text.append(']');
        } else if (node.isTextual()) {
            text.append(quoted(node.textValue()));
        } else {
            text.append(node.isBigDecimal() ? node.decimalValue().toString() : node.asText());
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
