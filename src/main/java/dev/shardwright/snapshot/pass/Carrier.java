package dev.shardwright.snapshot.pass;

import dev.shardwright.cluster.act.ClientKubernetesApi;
import dev.shardwright.cluster.act.KubernetesApi;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.support.StatusGate;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Carries decisions out: first the status is written, then at most one errand begins. An errand that changes something
 * never begins in the pass that writes a new status: the next pass makes it out of what is then written.
 *
 * @param <R> the resource
 * @param <S> its status
 */
public final class Carrier<R extends CustomResource<?, S>, S> {
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration AFTER_CONFLICT = Duration.ofSeconds(1);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesApi api;
    private final Errands errands;
    private final StatusGate<S> gate;
    private final Statuses<R, S> statuses;

    /** Carries out for one kind. */
    public Carrier(KubernetesClient client, Errands errands, Kind<R, S> kind) {
        this(new ClientKubernetesApi(client), errands, kind, new StatusWriter<>(client, kind));
    }

    Carrier(KubernetesApi api, Errands errands, Kind<R, S> kind, Statuses<R, S> statuses) {
        this.api = api;
        this.errands = errands;
        this.gate = new StatusGate<>(kind.news());
        this.statuses = statuses;
    }

    /**
     * Carries a decision out.
     *
     * @param site where its errand goes; without one none begins
     */
    public UpdateControl<R> carryOut(
            R resource, Optional<Site> site, Decision<S> decision, Context<R> context, Instant now) {
        ResourceID id = ResourceID.fromResource(resource);
        Optional<Site> where = decision.at().or(() -> site);
        decision.object().ifPresent(api::apply);
        return switch (gate.decide(id, Optional.ofNullable(resource.getStatus()), decision.status(), now)) {
            case StatusGate.Verdict.Same() -> {
                begin(id, where, decision.errand());
                yield schedule(decision.again());
            }
            case StatusGate.Verdict.Later(var after) -> {
                begin(id, where, decision.errand());
                yield schedule(Stream.concat(decision.again().stream(), Stream.of(after))
                        .min(Duration::compareTo));
            }
            case StatusGate.Verdict.Write() -> {
                if (!written(resource, decision.status(), context, now)) {
                    gate.forget(id);
                    yield schedule(Optional.of(AFTER_CONFLICT));
                }
                boolean change = decision.errand().filter(Errand::isChange).isPresent();
                begin(id, where, decision.errand().filter(e -> !change));
                yield schedule(change ? Optional.of(AT_ONCE) : decision.again());
            }
        };
    }

    /** Forgets a resource. */
    public void forget(ResourceID id) {
        gate.forget(id);
        errands.forget(id);
    }

    private boolean written(R resource, S status, Context<R> context, Instant now) {
        try {
            statuses.write(resource, status, context, now);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT || e.getCode() == NOT_FOUND) {
                return false;
            }
            gate.forget(ResourceID.fromResource(resource));
            throw e;
        }
    }

    private void begin(ResourceID id, Optional<Site> site, Optional<Errand<?>> errand) {
        site.ifPresent(s -> errand.ifPresent(e -> errands.run(id, s, e)));
    }

    private UpdateControl<R> schedule(Optional<Duration> again) {
        UpdateControl<R> control = UpdateControl.noUpdate();
        return again.map(control::rescheduleAfter).orElse(control);
    }
}
