package dev.shardwright.support;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an informer remembers: objects without the record of who wrote which field, which is more than half of them, and
 * without whatever else nobody here reads.
 */
public final class LeanStore<R extends HasMetadata> extends BasicItemStore<R> {
    /**
     * How many objects an informer asks for at once. All pods of a thousand clusters in one answer are 58 MB to read, and
     * ten times that in objects, before the first of them could be made lean.
     */
    public static final long PAGE = 200;

    private final Consumer<? super R> diet;

    /** An empty store. */
    public LeanStore() {
        this(object -> {});
    }

    /** @param diet takes more away from each object */
    public LeanStore(Consumer<? super R> diet) {
        super(Cache::metaNamespaceKeyFunc);
        this.diet = diet;
    }

    @Override
    public R put(String key, R object) {
        diet.accept(object);
        return super.put(key, lean(object));
    }

    /** The object itself, without the record of who wrote which field, and without room for what it does not have. */
    public static <R extends HasMetadata> R lean(R object) {
        object.getMetadata().setManagedFields(List.of());
        UnknownFields.share(object);
        return object;
    }
}
