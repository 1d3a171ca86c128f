package dev.shardwright.snapshot.pass;

import dev.shardwright.cluster.act.KubernetesApi;
import dev.shardwright.snapshot.site.Errands;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.function.BiConsumer;

/** Carriers that write into a world of a test. */
public final class Carriers {
    private Carriers() {}

    public static <R extends CustomResource<?, S>, S> Carrier<R, S> of(
            KubernetesApi api, Errands errands, Kind<R, S> kind, BiConsumer<R, S> statuses) {
        return new Carrier<>(api, errands, kind, (resource, status, context, now) -> statuses.accept(resource, status));
    }
}
