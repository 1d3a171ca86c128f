package dev.shardwright.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes a schema by path: {@code spec.nodePools[].roles} is the list of roles of an item of nodePools. */
final class SchemaEditor {
    private final ObjectNode root;

    SchemaEditor(ObjectNode root) {
        this.root = root;
    }

    /** Items are told apart by this key: no two of one key, and rules see an item's old value. */
    SchemaEditor listMap(String path, String key) {
        ObjectNode list = at(path);
        list.put("x-kubernetes-list-type", "map")
                .putArray("x-kubernetes-list-map-keys")
                .add(key);
        return this;
    }

    /** No item twice. */
    SchemaEditor listSet(String path) {
        at(path).put("x-kubernetes-list-type", "set");
        return this;
    }

    SchemaEditor required(String path, String... fields) {
        ObjectNode object = at(path);
        Set<String> all = new LinkedHashSet<>();
        object.path("required").forEach(field -> all.add(field.asText()));
        all.addAll(Set.of(fields));
        ArrayNode required = object.putArray("required");
        all.stream().sorted().forEach(required::add);
        return this;
    }

    SchemaEditor describe(String path, String description) {
        at(path).put("description", description);
        return this;
    }

    SchemaEditor maxProperties(String path, int count) {
        at(path).put("maxProperties", count);
        return this;
    }

    SchemaEditor maxValueLength(String path, int length) {
        ((ObjectNode) at(path).get("additionalProperties")).put("maxLength", length);
        return this;
    }

    SchemaEditor maxItemLength(String path, int length) {
        ((ObjectNode) at(path).get("items")).put("maxLength", length);
        return this;
    }

    /** Fields of the spec that stay as they are once {@code status.startedAt} is set. */
    SchemaEditor fixedOnceStarted(String message, String... fields) {
        String same = Arrays.stream(fields).map(SchemaEditor::isSame).collect(Collectors.joining(" && ", "(", ")"));
        rule("", "!has(oldSelf.status) || !has(oldSelf.status.startedAt) || " + same, message, ".spec");
        return this;
    }

    private static String isSame(String field) {
        String now = "self.spec." + field;
        String before = "oldSelf.spec." + field;
        return "has(%s) == has(%s) && (!has(%s) || %s == %s)".formatted(now, before, now, now, before);
    }

    private void rule(String path, String rule, String message, String fieldPath) {
        at(path).withArray("x-kubernetes-validations")
                .addObject()
                .put("fieldPath", fieldPath)
                .put("message", message)
                .put("rule", rule);
    }

    SchemaEditor remove(String path, String field) {
        if (((ObjectNode) at(path).get("properties")).remove(field) == null) {
            throw new IllegalArgumentException("no field " + field + " in " + path);
        }
        return this;
    }

    /** The generator reads the annotations of a record component twice, at the field and at the accessor. */
    SchemaEditor dropRepeatedRules() {
        dropRepeatedRules(root);
        return this;
    }

    private static void dropRepeatedRules(JsonNode node) {
        if (node.get("x-kubernetes-validations") instanceof ArrayNode rules) {
            Set<JsonNode> once = new LinkedHashSet<>();
            rules.forEach(once::add);
            rules.removeAll();
            rules.addAll(once);
        }
        node.forEach(SchemaEditor::dropRepeatedRules);
    }

    private ObjectNode at(String path) {
        JsonNode node = root;
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            String field = step.replace("[]", "");
            node = node.path("properties").path(field);
            if (step.endsWith("[]")) {
                node = node.path("items");
            }
        }
        if (node instanceof ObjectNode schema) {
            return schema;
        }
        throw new IllegalArgumentException("no field " + path + " in the schema");
    }
}
