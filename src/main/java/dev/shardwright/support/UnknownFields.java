package dev.shardwright.support;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The fields of Kubernetes objects that the client's model does not know: nearly always none. Each part of each object has
 * a map of its own for them, 250 in what belongs to one cluster.
 */
final class UnknownFields {
    private static final String FIELD = "additionalProperties";

    /** The fields of a class that may hold such a map, or parts that do. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fields(type);
        }
    };

    private UnknownFields() {}

    /** Gives an object and its parts one empty map together. For objects that nobody changes. */
    static void share(Object object) {
        for (Field field : FIELDS.get(object.getClass())) {
            try {
                Object value = field.get(object);
                if (!field.getName().equals(FIELD)) {
                    shareIn(value);
                } else if (value instanceof Map<?, ?> map && map.isEmpty()) {
                    field.set(object, Map.of());
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void shareIn(Object value) {
        switch (value) {
            case KubernetesResource part -> share(part);
            case Quantity part -> share(part);
            case Collection<?> parts -> parts.forEach(UnknownFields::shareIn);
            case Map<?, ?> parts -> parts.values().forEach(UnknownFields::shareIn);
            case null, default -> {}
        }
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> found = new ArrayList<>();
        for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && mayHoldParts(field.getType())) {
                    found.add(field);
                }
            }
        }
        AccessibleObject.setAccessible(found.toArray(AccessibleObject[]::new), true);
        return List.copyOf(found);
    }

    private static boolean mayHoldParts(Class<?> type) {
        return KubernetesResource.class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }
}
