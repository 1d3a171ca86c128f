package dev.shardwright.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The reference of all fields, as Markdown, from the CRD. */
final class CrdReference {
    private final StringBuilder text = new StringBuilder();

    private CrdReference() {}

    static String of(JsonNode... crds) {
        CrdReference reference = new CrdReference();
        reference.line("<!-- Generated from src/main/java/dev/shardwright/api: do not edit, run make crds. -->");
        reference.line("# Reference");
        reference.line("");
        reference.line(
                "Every field of the custom resources. **Bold** fields are required. A rule that is broken is named in the");
        reference.line("answer of `kubectl apply`, and nothing is changed.");
        for (JsonNode crd : crds) {
            reference.kind(crd);
        }
        return reference.text.toString();
    }

    private void kind(JsonNode crd) {
        JsonNode version = crd.at("/spec/versions/0");
        JsonNode schema = version.at("/schema/openAPIV3Schema");
        line("");
        line("## " + crd.at("/spec/names/kind").asText());
        line("");
        line(schema.path("description").asText());
        line("");
        line("`apiVersion: " + crd.at("/spec/group").asText() + "/"
                + version.path("name").asText() + "`, `kubectl get "
                + crd.at("/spec/names/shortNames/0").asText() + "`");
        rules("Rules of the whole resource", schema);
        for (String part : List.of("spec", "status")) {
            JsonNode fields = schema.path("properties").path(part);
            line("");
            line("### " + part);
            line("");
            line(fields.path("description").asText());
            rules("Rules", fields);
            line("");
            line("| field | type | default | description |");
            line("|---|---|---|---|");
            rows(part, fields);
        }
    }

    private void rows(String path, JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String child = path + "." + property.getKey();
            JsonNode field = property.getValue();
            String name = required.contains(property.getKey()) ? "**`" + child + "`**" : "`" + child + "`";
            row(name, field);
            JsonNode items = field.path("items");
            rows(items.isObject() ? child + "[]" : child, items.isObject() ? items : field);
        }
    }

    private void row(String name, JsonNode field) {
        String standard = field.has("default") ? "`" + field.get("default").asText() + "`" : "";
        StringJoiner description = new StringJoiner(" ");
        description.add(field.path("description").asText());
        messages(field).forEach(message -> description.add("<br>Rule: " + message + "."));
        messages(field.path("items")).forEach(message -> description.add("<br>Rule: " + message + "."));
        line("| " + name + " | " + type(field) + " | " + standard + " | "
                + escape(description.toString().strip()) + " |");
    }

    private void rules(String title, JsonNode schema) {
        List<String> messages = messages(schema);
        if (!messages.isEmpty()) {
            line("");
            line(title + ":");
            messages.forEach(message -> line("- " + message));
        }
    }

    private static List<String> messages(JsonNode schema) {
        List<String> messages = new ArrayList<>();
        schema.path("x-kubernetes-validations")
                .forEach(rule -> messages.add(escapeAngles(rule.path("message").asText())));
        return messages;
    }

    private static String type(JsonNode field) {
        String type = field.path("type").asText();
        if (field.has("enum")) {
            return words(field.get("enum"));
        }
        if ("array".equals(type)) {
            JsonNode items = field.get("items");
            String of = items.has("enum")
                    ? words(items.get("enum"))
                    : items.path("type").asText();
            String keys = field.has("x-kubernetes-list-map-keys")
                    ? ", one for each "
                            + field.at("/x-kubernetes-list-map-keys/0").asText()
                    : "";
            return "list of " + of + keys;
        }
        if (field.has("additionalProperties")) {
            return "map of "
                    + (field.at("/additionalProperties/x-kubernetes-int-or-string")
                                    .asBoolean()
                            ? "quantity"
                            : "string");
        }
        if (field.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return "any object";
        }
        return type + range(field);
    }

    private static String range(JsonNode field) {
        String least = field.path("minimum").asText("");
        String most = field.path("maximum").asText("");
        if (least.isEmpty() && most.isEmpty()) {
            return "";
        }
        return least.isEmpty()
                ? ", at most " + most
                : most.isEmpty() ? ", at least " + least : ", " + least + " to " + most;
    }

    private static String words(JsonNode values) {
        StringJoiner words = new StringJoiner(", ");
        values.forEach(value -> words.add("`" + value.asText() + "`"));
        return words.toString();
    }

    private static String escape(String cell) {
        return cell.replace("|", "\\|")
                .replace("<cluster>", "&lt;cluster&gt;")
                .replace("<pool>", "&lt;pool&gt;")
                .replace("<version>", "&lt;version&gt;");
    }

    private static String escapeAngles(String text) {
        return text.replace("<", "&lt;").replace(">", "&gt;");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
