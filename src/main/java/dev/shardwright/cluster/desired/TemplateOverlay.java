package dev.shardwright.cluster.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.support.Quantities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lays a user's podTemplate over the operator's: objects are merged, lists whose entries have a name (or a mount path)
 * are merged by it, tolerations and the like are appended, everything else is replaced.
 */
public final class TemplateOverlay {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The first of these that an entry has tells which one it is: a volume may be mounted at several paths. */
    private static final List<String> KEYS = List.of("mountPath", "devicePath", "containerPort", "topologyKey", "name");

    private TemplateOverlay() {}

    /** Thrown when the overlay is not a pod template; the message says where. */
    public static final class MalformedOverlay extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedOverlay(String message) {
            super(message);
        }
    }

    /**
     * The merged template.
     *
     * @throws MalformedOverlay when the overlay does not have the shape of a pod template
     */
    public static PodTemplateSpec merge(PodTemplateSpec base, Map<String, Object> overlay) {
        if (overlay.isEmpty()) {
            return base;
        }
        JsonNode merged = merge(JSON.valueToTree(base), JSON.valueToTree(overlay));
        try {
            return JSON.treeToValue(merged, PodTemplateSpec.class);
        } catch (JsonProcessingException e) {
            throw new MalformedOverlay(firstLine(e.getOriginalMessage()) + at(e));
        }
    }

    /** One overlay over the other: merged into a template, it does what both do one after the other. */
    static Map<String, Object> compose(Map<String, Object> first, Map<String, Object> second) {
        JsonNode both = merge(JSON.<JsonNode>valueToTree(first), JSON.<JsonNode>valueToTree(second));
        return JSON.convertValue(both, new TypeReference<>() {});
    }

    /** What keeps an overlay from being a pod template; empty when nothing does. */
    public static Optional<String> flaw(Map<String, Object> overlay) {
        try {
            PodTemplateSpec template = merge(new PodTemplateSpec(), overlay);
            return Stream.ofNullable(template.getSpec())
                    .flatMap(pod -> Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream()))
                    .flatMap(TemplateOverlay::badQuantities)
                    .findFirst();
        } catch (MalformedOverlay e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The API server refuses them too, and its words name neither the field nor the value. */
    private static Stream<String> badQuantities(Container container) {
        ResourceRequirements resources = container.getResources();
        if (resources == null) {
            return Stream.empty();
        }
        return Stream.of(resources.getLimits(), resources.getRequests())
                .flatMap(amounts -> Stream.ofNullable(amounts).flatMap(a -> a.entrySet().stream()))
                .filter(e -> Quantities.bytes(e.getValue().toString()).isEmpty())
                .map(e -> "container " + container.getName() + ", resources: " + e.getKey() + ": " + e.getValue()
                        + " is not a quantity such as 500m or 2Gi");
    }

    private static JsonNode merge(JsonNode base, JsonNode overlay) {
        if (base instanceof ObjectNode object && overlay instanceof ObjectNode changes) {
            ObjectNode result = object.deepCopy();
            changes.properties()
                    .forEach(field -> result.set(
                            field.getKey(),
                            result.has(field.getKey())
                                    ? merge(result.get(field.getKey()), field.getValue())
                                    : field.getValue()));
            return result;
        }
        if (base instanceof ArrayNode list && overlay instanceof ArrayNode changes) {
            return mergeLists(list, changes);
        }
        return overlay;
    }

    private static JsonNode mergeLists(ArrayNode base, ArrayNode overlay) {
        ArrayNode result = base.deepCopy();
        for (JsonNode entry : overlay) {
            int same = indexOf(result, entry);
            if (same >= 0) {
                result.set(same, merge(result.get(same), entry));
            } else {
                result.add(entry);
            }
        }
        return result;
    }

    private static int indexOf(ArrayNode list, JsonNode entry) {
        Optional<String> key = KEYS.stream().filter(entry::has).findFirst();
        for (int i = 0; key.isPresent() && i < list.size(); i++) {
            if (entry.get(key.get()).equals(list.get(i).get(key.get()))) {
                return i;
            }
        }
        return -1;
    }

    private static String at(JsonProcessingException e) {
        if (e instanceof com.fasterxml.jackson.databind.JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            StringBuilder path = new StringBuilder();
            mapping.getPath().forEach(step -> path.append('.')
                    .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName()));
            return " at podTemplate" + path;
        }
        return "";
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
