package dev.shardwright.simulation.kubernetes;

import dev.shardwright.cluster.act.KubernetesApi;
import dev.shardwright.simulation.Trace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** The Kubernetes API as the operator meets it. */
public final class SimKubernetes implements KubernetesApi {
    private final ObjectStore store;
    private final Deletions deletions;
    private final ServerSideApply serverSide;
    private final Interruptions interruptions;
    private final OperatorWrites audience;
    private final Trace trace;
    private int writes;

    /** Works on the store; the audience hears of the operator's writes first. */
    public SimKubernetes(
            ObjectStore store, Deletions deletions, Interruptions interruptions, OperatorWrites audience, Trace trace) {
        this.store = store;
        this.deletions = deletions;
        this.serverSide = new ServerSideApply(store);
        this.interruptions = interruptions;
        this.audience = audience;
        this.trace = trace;
    }

    /** How many writes the operator has made so far. */
    public int writes() {
        return writes;
    }

    @Override
    public <T extends HasMetadata> T apply(T object) {
        String effect = "apply " + ApiFault.name(object);
        interruptions.before(effect);
        serverSide.check(object);
        audience.applies(live(object), object);
        writes++;
        T written = serverSide.apply(object);
        trace.say("operator", effect, " -> ", written.getMetadata().getResourceVersion());
        interruptions.after(effect);
        return written;
    }

    @Override
    public void rehearse(HasMetadata object) {
        interruptions.before("rehearse " + ApiFault.name(object));
        serverSide.check(object);
    }

    @Override
    @SuppressWarnings("unchecked") // Filed by its class.
    public <T extends HasMetadata> Optional<T> read(T like) {
        interruptions.before("read " + ApiFault.name(like));
        return (Optional<T>) live(like);
    }

    @Override
    public void delete(HasMetadata object) {
        String effect = "delete " + ApiFault.name(object);
        interruptions.before(effect);
        HasMetadata live = live(object).orElseThrow(() -> ApiFault.notFound(object));
        boolean same = live.getMetadata().getUid().equals(object.getMetadata().getUid())
                && live.getMetadata()
                        .getResourceVersion()
                        .equals(object.getMetadata().getResourceVersion());
        if (!same) {
            throw ApiFault.conflict(object, "precondition failed: UID or resourceVersion");
        }
        audience.deletes(live, false);
        writes++;
        trace.say("operator", effect);
        deletions.delete(live, false);
        interruptions.after(effect);
    }

    private Optional<? extends HasMetadata> live(HasMetadata like) {
        return store.get(like.getClass(), like.getMetadata().getName());
    }
}
