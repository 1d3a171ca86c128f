package dev.shardwright.cluster.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds where an object differs from what we want of it. Fields that we do not speak of are nobody's business here. */
final class Drift {
    private static final List<String> KEYS = List.of("name", "mountPath", "containerPort", "port", "uid", "type");

    private Drift() {}

    /** The path of the first difference; empty when all that we want is so. */
    static Optional<String> find(JsonNode wanted, JsonNode actual) {
        return find("", wanted, actual);
    }

    private static Optional<String> find(String path, JsonNode wanted, JsonNode actual) {
        if (isAbsent(wanted)) {
            return Optional.empty();
        }
        if (actual == null) {
            return Optional.of(path);
        }
        if (wanted instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                Optional<String> difference =
                        find(path + "." + field.getKey(), field.getValue(), actual.get(field.getKey()));
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        if (wanted instanceof ArrayNode list) {
            return findInList(path, list, actual);
        }
        return same(wanted, actual) ? Optional.empty() : Optional.of(path);
    }

    private static Optional<String> findInList(String path, ArrayNode wanted, JsonNode actual) {
        boolean keyed = wanted.get(0).isObject() && KEYS.stream().anyMatch(wanted.get(0)::has);
        if (!keyed && wanted.size() != actual.size()) {
            return Optional.of(path);
        }
        for (int i = 0; i < wanted.size(); i++) {
            JsonNode entry = wanted.get(i);
            JsonNode counterpart = keyed ? counterpart(entry, actual) : actual.get(i);
            Optional<String> difference = find(path + "[" + i + "]", entry, counterpart);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static JsonNode counterpart(JsonNode entry, JsonNode list) {
        for (String key : KEYS) {
            if (!entry.has(key)) {
                continue;
            }
            for (JsonNode candidate : list) {
                if (entry.get(key).equals(candidate.get(key))) {
                    return candidate;
                }
            }
            return null;
        }
        return null;
    }

    /** Empty objects and lists say nothing, and the API server leaves some of them out. */
    private static boolean isAbsent(JsonNode node) {
        return node == null || node.isNull() || (node.isContainerNode() && node.isEmpty());
    }

    private static boolean same(JsonNode wanted, JsonNode actual) {
        if (wanted.equals(actual) || wanted.asText().equals(actual.asText())) {
            return true;
        }
        return wanted.isTextual() && actual.isTextual() && sameQuantity(wanted.asText(), actual.asText());
    }

    /** The API server may write 1024Mi as 1Gi. */
    private static boolean sameQuantity(String wanted, String actual) {
        if (wanted.isEmpty()
                || !Character.isDigit(wanted.charAt(0))
                || actual.isEmpty()
                || !Character.isDigit(actual.charAt(0))) {
            return false;
        }
        try {
            return Quantity.getAmountInBytes(new Quantity(wanted))
                            .compareTo(Quantity.getAmountInBytes(new Quantity(actual)))
                    == 0;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }
}
