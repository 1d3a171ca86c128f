package dev.shardwright.cluster.act;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Supplier;

/**
 * An object as it should be. It is made only when somebody has to look at it: most passes find that nothing has changed of
 * what it follows from.
 *
 * @param follows all that the object follows from: while this stays equal, so does the object
 * @param make makes it, the same one each time
 */
record Wanted<T extends HasMetadata>(
        Class<T> kind, String namespace, String name, Object follows, Supplier<? extends T> make) {

    /** One that has been made already. */
    static <T extends HasMetadata> Wanted<T> of(Class<T> kind, T object) {
        return new Wanted<>(
                kind, object.getMetadata().getNamespace(), object.getMetadata().getName(), object, () -> object);
    }

    /** As messages name it. */
    String title() {
        return kind.getSimpleName() + " " + name;
    }
}
