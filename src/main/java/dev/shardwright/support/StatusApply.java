package dev.shardwright.support;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.function.Supplier;

/**
 * Writes statuses. The next pass sees what was written, whether or not the watch has shown it by then, and a status that
 * was made of an older version of the resource is refused by the API server.
 */
public final class StatusApply<R extends CustomResource<?, S>, S> {
    private final KubernetesClient client;
    private final Supplier<R> fresh;

    /** @param fresh makes an empty resource: what is applied has nothing but the status */
    public StatusApply(KubernetesClient client, Supplier<R> fresh) {
        this.client = client;
        this.fresh = fresh;
    }

    /**
     * Writes the status of a resource as a pass has seen it.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses; 409 when the resource is
     *     no longer what it was
     */
    public void write(R resource, S status, Context<R> context) {
        R patch = fresh.get();
        patch.getMetadata().setNamespace(resource.getMetadata().getNamespace());
        patch.getMetadata().setName(resource.getMetadata().getName());
        patch.getMetadata().setResourceVersion(resource.getMetadata().getResourceVersion());
        patch.setStatus(status);
        R written = LeanStore.lean(client.resource(patch).subresource("status").patch(ServerSideApply.FORCED));
        context.eventSourceRetriever()
                .getControllerEventSource()
                .handleRecentResourceUpdate(ResourceID.fromResource(resource), written, resource);
    }
}
