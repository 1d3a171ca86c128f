package dev.shardwright.snapshot.pass;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;

/** Where statuses are written to. */
interface Statuses<R extends CustomResource<?, S>, S> {
    /** Throws KubernetesClientException when the API server refuses; 409 when the resource is no longer what it was. */
    void write(R resource, S status, Context<R> context, Instant now);
}
