package dev.shardwright.snapshot.pass;

import dev.shardwright.support.Conditions;
import dev.shardwright.support.EventWriter;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes statuses. The next pass sees what was written, whether or not the watch has shown it by then, and a status that
 * was made of an older version of the resource is refused by the API server.
 */
final class StatusWriter<R extends CustomResource<?, S>, S> implements Statuses<R, S> {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Names.OPERATOR)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Kind<R, S> kind;
    private final EventWriter events;

    StatusWriter(KubernetesClient client, Kind<R, S> kind) {
        this.client = client;
        this.kind = kind;
        this.events = new EventWriter(client);
    }

    @Override
    public void write(R resource, S status, Context<R> context, Instant now) {
        R patch = kind.fresh().get();
        patch.getMetadata().setNamespace(resource.getMetadata().getNamespace());
        patch.getMetadata().setName(resource.getMetadata().getName());
        patch.getMetadata().setResourceVersion(resource.getMetadata().getResourceVersion());
        patch.setStatus(status);
        R written = client.resource(patch).subresource("status").patch(APPLY);
        context.eventSourceRetriever()
                .getControllerEventSource()
                .handleRecentResourceUpdate(ResourceID.fromResource(resource), written, resource);
        tell(resource, status, now);
    }

    private void tell(R resource, S status, Instant now) {
        List<Condition> before =
                Optional.ofNullable(resource.getStatus()).map(kind.conditions()).orElse(List.of());
        for (Condition condition : kind.conditions().apply(status)) {
            boolean same = Conditions.find(before, condition.getType())
                    .filter(b -> b.getStatus().equals(condition.getStatus())
                            && b.getReason().equals(condition.getReason()))
                    .isPresent();
            if (!same) {
                EventWriter.Type type =
                        condition.getStatus().equals("False") ? EventWriter.Type.Warning : EventWriter.Type.Normal;
                events.write(resource, type, condition.getReason(), condition.getMessage(), now);
            }
        }
    }
}
