package dev.shardwright.cluster;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps passes over one name apart. The framework does so for one resource; when it is deleted and made again during a pass,
 * it begins one over the new resource at once, and both would work on what bears the same names.
 */
final class OneAtATime {
    private final Set<ResourceID> underWay = ConcurrentHashMap.newKeySet();

    /** The result of the pass; empty, without a pass, while another one over this name is under way. */
    <T> Optional<T> run(ResourceID id, Supplier<T> pass) {
        if (!underWay.add(id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(pass.get());
        } finally {
            underWay.remove(id);
        }
    }
}
