package dev.shardwright.snapshot.pass;

import dev.shardwright.support.Conditions;
import dev.shardwright.support.EventWriter;
import dev.shardwright.support.StatusApply;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes statuses, and events of what turned. */
final class StatusWriter<R extends CustomResource<?, S>, S> implements Statuses<R, S> {
    private final StatusApply<R, S> statuses;
    private final Kind<R, S> kind;
    private final EventWriter events;

    StatusWriter(KubernetesClient client, Kind<R, S> kind) {
        this.statuses = new StatusApply<>(client, kind.fresh());
        this.kind = kind;
        this.events = new EventWriter(client);
    }

    @Override
    public void write(R resource, S status, Context<R> context, Instant now) {
        statuses.write(resource, status, context);
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
