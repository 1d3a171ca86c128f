package dev.shardwright.support;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import java.util.function.Consumer;

/** How every informer on further kinds of objects begins: read page by page into a {@link LeanStore}. */
public final class LeanInformer {
    private LeanInformer() {}

    /** On objects of a kind, for passes over resources of another one. */
    public static <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> on(
            Class<R> kind, Class<? extends HasMetadata> primary) {
        return on(kind, primary, new LeanStore<>());
    }

    /** The same; {@code diet} takes more away from each object. */
    public static <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> on(
            Class<R> kind, Class<? extends HasMetadata> primary, Consumer<? super R> diet) {
        return on(kind, primary, new LeanStore<>(diet));
    }

    private static <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> on(
            Class<R> kind, Class<? extends HasMetadata> primary, LeanStore<R> store) {
        return InformerEventSourceConfiguration.from(kind, primary)
                .withItemStore(store)
                .withInformerListLimit(LeanStore.PAGE);
    }
}
