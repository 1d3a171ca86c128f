package dev.shardwright.support;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks for a pass when something outside the caches has changed, and tells when a resource is gone.
 *
 * @param <R> the resource
 */
public final class ChangeSignal<R extends HasMetadata> extends AbstractEventSource<Object, R>
        implements ResourceEventAware<R> {
    private final Consumer<ResourceID> onGone;

    /** Calls {@code onGone} with every resource that was deleted. */
    public ChangeSignal(Consumer<ResourceID> onGone) {
        super(Object.class, "changes");
        this.onGone = onGone;
    }

    /** Asks for a pass over one resource. */
    public void changed(ResourceID resource) {
        // Before start and after stop there is nobody to hear it.
        if (isRunning() && getEventHandler() != null) {
            getEventHandler().handleEvent(new Event(resource));
        }
    }

    /** Asks for a pass over one resource. */
    public void changed(String namespace, String name) {
        changed(new ResourceID(name, namespace));
    }

    @Override
    public Set<Object> getSecondaryResources(R primary) {
        return Set.of();
    }

    @Override
    public void onResourceDeleted(R resource) {
        onGone.accept(ResourceID.fromResource(resource));
    }
}
